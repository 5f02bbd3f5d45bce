import { z } from 'zod';

import { actorTypes, agentScopes, roles, scopes, trustTiers } from '@/lib/auth/actor';
import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { instant, label, noBody, noQuery, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';

const keyKind = z.enum(['agent', 'operator']);

export const apiKeyResource = z.strictObject({
  id: z.string(),
  type: z.literal('api_key'),
  name: z.string(),
  kind: keyKind,
  scopes: z.array(z.enum(scopes)),
  trust_tier: z.enum(trustTiers),
  /** The last characters of the secret, by which a person recognises it. */
  secret_hint: z.string(),
  created_at: time,
  created_by: actorResource,
  expires_at: nullableTime,
  revoked_at: nullableTime,
  /** To the minute. */
  last_used_at: nullableTime,
});
export type ApiKeyResource = z.infer<typeof apiKeyResource>;

const createApiKeyBody = z
  .strictObject({
    name: label,
    kind: keyKind.default('agent'),
    scopes: z.array(z.enum(scopes)).min(1).optional(),
    trust_tier: z.enum(trustTiers).default('untrusted'),
    expires_at: instant.nullish(),
  })
  .superRefine((body, context) => {
    const excess = body.scopes?.filter((scope) => !agentScopes.includes(scope)) ?? [];
    if (body.kind === 'agent' && excess.length > 0) {
      context.addIssue({
        code: 'custom',
        message: `scopes: a key of kind agent cannot hold ${excess.join(', ')}`,
      });
    }
  });
export type CreateApiKeyBody = z.output<typeof createApiKeyBody>;

const updateApiKeyBody = z.strictObject({
  trust_tier: z.enum(trustTiers).optional(),
  /** Null: it never expires. */
  expires_at: instant.nullish(),
});
export type UpdateApiKeyBody = z.output<typeof updateApiKeyBody>;

const base = { params: z.object({}), query: noQuery, isBodyOptional: true, wantsMemoryBeta: false } as const;

export const createApiKeyOperation = defineOperation({
  ...base,
  id: 'createApiKey',
  method: 'POST',
  path: '/v1/api_keys',
  summary: 'Create an API key; answers once with its secret',
  body: createApiKeyBody,
  response: apiKeyResource.extend({ secret: z.string() }),
});

export const listApiKeysOperation = defineOperation({
  ...base,
  id: 'listApiKeys',
  method: 'GET',
  path: '/v1/api_keys',
  summary: 'List API keys, newest first, revoked ones included',
  query: pageQuery,
  body: noBody.optional(),
  response: pageOf(apiKeyResource),
});

export const updateApiKeyOperation = defineOperation({
  ...base,
  id: 'updateApiKey',
  method: 'POST',
  path: '/v1/api_keys/{api_key_id}',
  summary: 'Change the trust tier of an API key, or when it expires: it counts from the next request on',
  params: z.object({ api_key_id: z.string() }),
  body: updateApiKeyBody,
  response: apiKeyResource,
});

export const revokeApiKeyOperation = defineOperation({
  ...base,
  id: 'revokeApiKey',
  method: 'POST',
  path: '/v1/api_keys/{api_key_id}/revoke',
  summary: 'Revoke an API key: refused from the next request on',
  params: z.object({ api_key_id: z.string() }),
  body: noBody,
  response: apiKeyResource,
});

const workspaceName = z.strictObject({ id: z.string(), name: z.string() });

/** Who is calling, and what they may do in this workspace. */
export const meResource = z.strictObject({
  type: z.enum(actorTypes),
  id: z.string(),
  /** For people only. */
  user: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  workspace: workspaceName,
  role: z.enum(roles).nullable(),
  scopes: z.array(z.enum(scopes)),
  /** Every workspace that a person belongs to, longest membership first; empty for programs. */
  memberships: z.array(z.strictObject({ workspace_id: z.string(), name: z.string(), role: z.enum(roles) })),
});
export type MeResource = z.infer<typeof meResource>;

export const retrieveMeOperation = defineOperation({
  ...base,
  id: 'retrieveMe',
  method: 'GET',
  path: '/v1/me',
  summary: 'Say who is calling, in which workspace and with which rights',
  body: noBody.optional(),
  response: meResource,
});

const signedOutResource = z.strictObject({
  type: z.literal('signed_out_everywhere'),
  /** By the database's clock: who signed in before is signed out. */
  sessions_expired_at: time,
});
export type SignedOutResource = z.infer<typeof signedOutResource>;

export const signOutEverywhereOperation = defineOperation({
  ...base,
  id: 'signOutEverywhere',
  method: 'POST',
  path: '/v1/me/sign_out_everywhere',
  summary: 'End every sign-in of the person who calls, this one included',
  body: noBody,
  response: signedOutResource,
});
