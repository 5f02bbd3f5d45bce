import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError, invalidRequest } from '@/lib/errors/app-error';

import { assertMayManageKeys, lockApiKey, presentApiKey } from './internal';
import type { ApiKeyResource, UpdateApiKeyBody } from './schema';

/**
 * Changes what may change of a key: its trust tier and when it expires, from the next request on. Needs `admin`, and trust given by a person a recent sign-in; without a change
 * nothing is recorded. Throws `conflict` with `key_revoked` for a key that is revoked, which stays as it is for good.
 */
export async function updateApiKey(
  actor: Actor,
  keyId: string,
  body: UpdateApiKeyBody,
): Promise<ApiKeyResource> {
  assertMayManageKeys(actor);
  if (body.trust_tier === 'trusted') assertRecentSignIn(actor);
  return withWorkspace(actor, async (tx) => {
    const { key, now } = await lockApiKey(tx, actor, keyId);
    if (key.revokedAt !== null) {
      throw new AppError('conflict', 'this key is revoked: make a new one', { errorCode: 'key_revoked' });
    }
    const trustTier = body.trust_tier ?? key.trustTier;
    const expiresAt = body.expires_at === undefined ? key.expiresAt : body.expires_at;
    const changed = [
      ...(trustTier === key.trustTier ? [] : ['trust_tier' as const]),
      ...(expiresAt === key.expiresAt ? [] : ['expires_at' as const]),
    ];
    if (changed.length === 0) return presentApiKey(key);
    if (changed.includes('expires_at') && expiresAt !== null && expiresAt <= now) {
      throw invalidRequest('expires_at: lies in the past; to end a key now, revoke it');
    }
    const updated = await tx.apiKey.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: keyId } },
      data: { trustTier, expiresAt },
    });
    await appendAudit(tx, actor, {
      action: 'api_key.updated',
      target: { type: 'api_key', id: keyId },
      details: { changed, trust_tier: trustTier, previous_trust_tier: key.trustTier },
    });
    return presentApiKey(updated);
  });
}
