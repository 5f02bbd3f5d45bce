import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { agentScopes, scopes } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { hashSecret, hintOf, newSecret } from '@/lib/auth/secret';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';

import { assertMayManageKeys, presentApiKey } from './internal';
import type { ApiKeyResource, CreateApiKeyBody } from './schema';

/**
 * Creates a key and returns its secret this once. Needs `admin`, and of a person who makes an operator's
 * key a recent sign-in. Without scopes a key gets all that its kind may hold. `secret` is
 * given only at unattended start-up, where the operator brings one.
 */
export async function createApiKey(
  actor: Actor,
  body: CreateApiKeyBody,
  secret = newSecret('api_key'),
): Promise<ApiKeyResource & { secret: string }> {
  assertMayManageKeys(actor);
  if (body.kind === 'operator') assertRecentSignIn(actor);
  const granted = body.scopes ?? (body.kind === 'agent' ? agentScopes : scopes);
  return withWorkspace(actor, async (tx) => {
    const key = await tx.apiKey.create({
      data: {
        workspaceId: actor.workspaceId,
        id: newId('apikey'),
        name: body.name,
        kind: body.kind,
        scopes: [...new Set(granted)],
        trustTier: body.trust_tier,
        secretHash: hashSecret(secret),
        secretHint: hintOf(secret),
        createdByType: actor.type,
        createdById: actor.id,
        expiresAt: body.expires_at ?? null,
      },
    });
    await appendAudit(tx, actor, {
      action: 'api_key.created',
      target: { type: 'api_key', id: key.id },
      details: { kind: key.kind, scopes: key.scopes, trust_tier: key.trustTier },
    });
    return { ...presentApiKey(key), secret };
  });
}
