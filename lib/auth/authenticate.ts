import 'server-only';

import { getDatabase } from '@/lib/db/database';
import { translateFailure } from '@/lib/db/failure';
import { AppError, forbidden } from '@/lib/errors/app-error';

import type { Access, Actor, Scope, TrustTier } from './actor';
import { authenticateCookie } from './cookie';
import { hashSecret } from './secret';

/** Who a secret belongs to never changes; that it is still alive is checked in every transaction (`enter_workspace`). */
const rememberForMs = 60_000;
const rememberAtMost = 10_000;

type Known = { actor: Actor; until: number };
type Holder = { known: Map<string, Known> };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.credentials')] ??= {
  known: new Map(),
}) as Holder;

type ResolvedKey = {
  credential: 'api_key';
  workspace_id: string;
  id: string;
  kind: 'agent' | 'operator';
  scopes: Scope[];
  trust_tier: TrustTier;
};
type ResolvedSession = {
  credential: 'session';
  workspace_id: string;
  id: string;
  trust_tier: TrustTier;
  attachments: Record<string, Access>;
};

function toActor(found: ResolvedKey | ResolvedSession): Actor {
  const shared = {
    workspaceId: found.workspace_id,
    id: found.id,
    trustTier: found.trust_tier,
    role: null,
    requestId: null,
  };
  if (found.credential === 'api_key') {
    return {
      ...shared,
      type: 'api_actor',
      isAgent: found.kind === 'agent',
      scopes: new Set(found.scopes),
      attachments: null,
    };
  }
  return {
    ...shared,
    type: 'session_actor',
    isAgent: true,
    scopes: new Set<Scope>(['memories:read', 'memories:write', 'history:read']),
    attachments: new Map(Object.entries(found.attachments)),
  };
}

function readSecret(headers: Headers): string | null {
  const key = headers.get('x-api-key');
  if (key !== null && key !== '') return key;
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '');
  return bearer?.[1] ?? null;
}

async function resolveSecret(hash: Uint8Array): Promise<ResolvedKey | ResolvedSession | null> {
  try {
    const rows = await getDatabase().query<{ found: ResolvedKey | ResolvedSession | null }>(
      'SELECT resolve_secret($1) AS found',
      [hash],
    );
    return rows[0]?.found ?? null;
  } catch (error) {
    throw translateFailure(error);
  }
}

async function authenticateSecret(secret: string): Promise<Actor> {
  const hash = hashSecret(secret);
  const name = Buffer.from(hash).toString('base64');
  const remembered = holder.known.get(name);
  if (remembered && remembered.until > performance.now()) return remembered.actor;

  const found = await resolveSecret(hash);
  if (!found) throw new AppError('unauthenticated', 'this API key or session token is not valid');
  const actor = toActor(found);
  if (holder.known.size >= rememberAtMost) holder.known.delete(holder.known.keys().next().value!);
  holder.known.set(name, { actor, until: performance.now() + rememberForMs });
  return actor;
}

/** Drops what is remembered about a request's secret, so that the next request looks it up again. */
export function forgetCredential(request: Request): void {
  const secret = readSecret(request.headers);
  if (secret !== null) holder.known.delete(Buffer.from(hashSecret(secret)).toString('base64'));
}

/**
 * Who is calling: an API key, a session token, or a browser's session. With a key or token present, cookies are ignored.
 * Throws `unauthenticated`, or `forbidden` when the request names a workspace that the credential does not belong to.
 */
export async function authenticate(request: Request): Promise<Actor> {
  const secret = readSecret(request.headers);
  const asked = request.headers.get('anthropic-workspace-id');
  if (secret === null) {
    const actor = await authenticateCookie(request, asked);
    if (actor) return actor;
    throw new AppError(
      'unauthenticated',
      'an API key is required: send it as "Authorization: Bearer <key>" or as "x-api-key"',
    );
  }
  const actor = await authenticateSecret(secret);
  if (asked !== null && asked !== actor.workspaceId) {
    throw forbidden('anthropic-workspace-id names another workspace than the one this credential belongs to');
  }
  return actor;
}
