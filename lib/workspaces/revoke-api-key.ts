import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { notFound } from '@/lib/errors/app-error';

import { assertMayManageKeys, presentApiKey } from './internal';
import type { ApiKeyResource } from './schema';

/** Revokes a key for good: it is refused from the next request on. Needs `admin`; a second call changes nothing. */
export async function revokeApiKey(actor: Actor, keyId: string): Promise<ApiKeyResource> {
  assertMayManageKeys(actor);
  const where = { workspaceId_id: { workspaceId: actor.workspaceId, id: keyId } };
  return withWorkspace(actor, async (tx) => {
    const [locked] = await tx.$queryRaw<{ now: bigint }[]>`
      SELECT now_us() AS now FROM api_key WHERE workspace_id = ${actor.workspaceId} AND id = ${keyId} FOR NO KEY UPDATE`;
    const key = await tx.apiKey.findUnique({ where });
    if (!key || !locked) throw notFound(`API key not found: ${keyId.slice(0, 64)}`);
    if (key.revokedAt !== null) return presentApiKey(key);
    const revoked = await tx.apiKey.update({ where, data: { revokedAt: locked.now } });
    await appendAudit(tx, actor, {
      action: 'api_key.revoked',
      target: { type: 'api_key', id: keyId },
      details: {},
    });
    return presentApiKey(revoked);
  });
}
