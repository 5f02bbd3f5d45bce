import { randomBytes } from 'node:crypto';

import { listAuditEntries } from '@/lib/audit/read';
import type { AuditEntryResource } from '@/lib/audit/schema';
import { agentScopes, scopes, scopesOfRole, systemActor } from '@/lib/auth/actor';
import type { Access, Actor, Role, Scope, TrustTier } from '@/lib/auth/actor';
import { createMemory } from '@/lib/memories/create-memory';
import type { MemoryResource } from '@/lib/memories/schema';
import { createSession } from '@/lib/sessions/create-session';
import { createStore } from '@/lib/stores/create-store';
import type { StoreResource } from '@/lib/stores/schema';
import { addMember } from '@/lib/workspaces/add-member';
import { createApiKey } from '@/lib/workspaces/create-api-key';
import { createWorkspace } from '@/lib/workspaces/create-workspace';

/** A name that nothing else has. */
export function unique(prefix: string): string {
  return `${prefix}-${randomBytes(6).toString('hex')}`;
}

/** A new workspace with the system acting in it, which may do everything there. */
export async function makeWorkspace(): Promise<{ workspaceId: string; system: Actor }> {
  const workspaceId = await createWorkspace(unique('workspace'));
  return { workspaceId, system: systemActor(workspaceId, 'test') };
}

/** A member with a role, as the person signed in. */
export async function makeMember(system: Actor, role: Role): Promise<Actor> {
  const email = `${unique('member')}@example.org`;
  const id = await addMember(system, { email, name: role, role, passwordHash: null });
  return {
    ...system,
    type: 'user_actor',
    id,
    role,
    scopes: new Set(scopesOfRole[role]),
    requestId: 'req_test',
    hasRecentSignIn: true,
  };
}

type KeyOptions = { kind?: 'agent' | 'operator'; scopes?: Scope[]; trustTier?: TrustTier };

/** A live API key, as a caller that presents it, with its secret. An operator's key with all scopes unless said otherwise. */
export async function makeKey(system: Actor, options: KeyOptions = {}): Promise<Actor & { secret: string }> {
  const kind = options.kind ?? 'operator';
  const trustTier = options.trustTier ?? 'untrusted';
  const granted = options.scopes ?? (kind === 'agent' ? agentScopes : scopes);
  const key = await createApiKey(system, {
    name: unique('key'),
    kind,
    scopes: [...granted],
    trust_tier: trustTier,
  });
  const actor: Actor = {
    ...system,
    type: 'api_actor',
    id: key.id,
    isAgent: kind === 'agent',
    scopes: new Set(granted),
    trustTier,
    requestId: 'req_test',
  };
  return { ...actor, secret: key.secret };
}

/** A live session with the given attachments, as the agent that holds its token. */
export async function makeSession(
  creator: Actor,
  attachments: Record<string, Access>,
): Promise<Actor & { token: string }> {
  const resources = Object.entries(attachments).map(([id, access]) => ({
    type: 'memory_store' as const,
    memory_store_id: id,
    access,
  }));
  const session = await createSession(creator, {
    agent: { id: 'agent_test', version: 1 },
    environment_id: 'env_test',
    resources,
  });
  return {
    ...creator,
    type: 'session_actor',
    id: session.id,
    isAgent: true,
    role: null,
    scopes: new Set<Scope>(agentScopes),
    attachments: new Map(Object.entries(attachments)),
    requestId: 'req_test',
    token: session.session_token,
  };
}

export function makeStore(
  actor: Actor,
  overrides: { name?: string; description?: string } = {},
): Promise<StoreResource> {
  return createStore(actor, { name: unique('store'), ...overrides });
}

export function makeMemory(
  actor: Actor,
  storeId: string,
  overrides: { path?: string; content?: string } = {},
): Promise<MemoryResource> {
  return createMemory(
    actor,
    storeId,
    { path: `/${unique('memory')}.md`, content: unique('content'), ...overrides },
    'full',
  );
}

/** The trail of one target, oldest first. */
export async function auditOf(system: Actor, targetId: string): Promise<AuditEntryResource[]> {
  const page = await listAuditEntries(system, { target_id: targetId, limit: 100, order: 'desc' });
  return page.data.toReversed();
}
