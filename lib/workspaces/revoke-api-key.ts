import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';

import { assertMayManageKeys, lockApiKey, presentApiKey } from './internal';
import type { ApiKeyResource } from './schema';

/** Revokes a key for good: it is refused from the next request on. Needs `admin`; a second call changes nothing. */
export async function revokeApiKey(actor: Actor, keyId: string): Promise<ApiKeyResource> {
  assertMayManageKeys(actor);
  return withWorkspace(actor, async (tx) => {
    const { key, now } = await lockApiKey(tx, actor, keyId);
    if (key.revokedAt !== null) return presentApiKey(key);
    const revoked = await tx.apiKey.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: keyId } },
      data: { revokedAt: now },
    });
    await appendAudit(tx, actor, {
      action: 'api_key.revoked',
      target: { type: 'api_key', id: keyId },
      details: {},
    });
    return presentApiKey(revoked);
  });
}
