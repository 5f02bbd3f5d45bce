import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { hashSecret, newSecret } from '@/lib/auth/secret';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { getStore, storeArchived } from '@/lib/stores/internal';

import { presentSession, withResources } from './internal';
import { mountPathsOf } from './mount-path';
import { canCreateSession, scopesOfSession } from './policy';
import type { CreateSessionBody, SessionResource } from './schema';

type Attachments = NonNullable<CreateSessionBody['resources']>;

async function resolveAttachments(tx: WorkspaceTransaction, actor: Actor, attachments: Attachments) {
  const stores = [];
  for (const attachment of attachments) {
    const store = await getStore(tx, actor, attachment.memory_store_id);
    if (store.archivedAt !== null) throw storeArchived(store.id);
    stores.push(store);
  }
  const mountPaths = mountPathsOf(stores.map((store) => store.name));
  return stores.map((store, position) => ({
    position,
    memoryStoreId: store.id,
    access: attachments[position]!.access ?? 'read_write',
    instructions: attachments[position]!.instructions ?? null,
    name: store.name,
    description: store.description,
    mountPath: mountPaths[position]!,
  }));
}

/**
 * Creates a session and the token that acts as it, which is returned this once. The session inherits its creator's trust tier. Needs
 * `memories:read` and `history:read`, and `memories:write` unless every store is attached read-only; archived stores are refused.
 */
export async function createSession(
  actor: Actor,
  body: CreateSessionBody,
): Promise<SessionResource & { session_token: string }> {
  const attachments = body.resources ?? [];
  const wantsWrite = attachments.some((each) => (each.access ?? 'read_write') === 'read_write');
  if (!canCreateSession(actor, wantsWrite)) {
    const needed = scopesOfSession(wantsWrite).join(', ');
    throw forbidden(`creating this session needs the scopes ${needed}, and more than a viewer or a session`);
  }
  const token = newSecret('session_token');
  return withWorkspace(actor, async (tx) => {
    const resources = await resolveAttachments(tx, actor, attachments);
    const [clock] = await tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`;
    const session = await tx.session.create({
      data: {
        workspaceId: actor.workspaceId,
        id: newId('sesn'),
        agent: body.agent,
        environmentId: body.environment_id,
        title: body.title ?? null,
        metadata: body.metadata ?? {},
        vaultIds: body.vault_ids ?? [],
        trustTier: actor.trustTier,
        tokenHash: hashSecret(token),
        createdByType: actor.type,
        createdById: actor.id,
        createdAt: clock!.now,
        updatedAt: clock!.now,
        resources: { create: resources },
      },
      include: withResources,
    });
    await appendAudit(tx, actor, {
      action: 'session.created',
      target: { type: 'session', id: session.id },
      details: { memory_store_ids: resources.map((each) => each.memoryStoreId), trust_tier: actor.trustTier },
    });
    return { ...presentSession(session), session_token: token };
  });
}
