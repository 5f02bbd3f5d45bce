import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { noBody, noQuery, text, time } from '@/lib/http/fields';

/** How a person is known to a provider of single sign-on. */
export const identityResource = z.strictObject({
  type: z.literal('identity'),
  issuer: z.string(),
  subject: z.string(),
  created_at: time,
});
export type IdentityResource = z.infer<typeof identityResource>;

const unlinkIdentityBody = z.strictObject({ issuer: text.min(1).max(2048), subject: text.min(1).max(1024) });
export type UnlinkIdentityBody = z.output<typeof unlinkIdentityBody>;

const unlinkedIdentity = z.strictObject({ type: z.literal('identity_unlinked') });
export type UnlinkedIdentity = z.infer<typeof unlinkedIdentity>;

/** The ways in which a person can sign in. */
export const signInWays = z.strictObject({
  type: z.literal('sign_in_ways'),
  has_password: z.boolean(),
  identities: z.array(identityResource),
});
export type SignInWays = z.infer<typeof signInWays>;

const base = { params: z.object({}), query: noQuery, wantsMemoryBeta: false } as const;

export const listSignInWaysOperation = defineOperation({
  ...base,
  id: 'listSignInWays',
  method: 'GET',
  path: '/v1/me/sign_in_ways',
  summary: 'Say in which ways the person who calls can sign in',
  body: noBody.optional(),
  isBodyOptional: true,
  response: signInWays,
});

export const unlinkIdentityOperation = defineOperation({
  ...base,
  id: 'unlinkIdentity',
  method: 'POST',
  path: '/v1/me/unlink_identity',
  summary: 'Take a way to sign in from the account of the person who calls',
  body: unlinkIdentityBody,
  isBodyOptional: false,
  response: unlinkedIdentity,
});
