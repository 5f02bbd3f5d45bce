import { z } from 'zod';

import { roles } from '@/lib/auth/actor';
import { defineOperation } from '@/lib/http/contract';
import { id, noBody, noQuery, pageOf, pageQuery, time } from '@/lib/http/fields';

const role = z.enum(roles);

/** A person in one workspace. The account is the person's own and may belong to other workspaces too. */
export const memberResource = z.strictObject({
  type: z.literal('member'),
  user_id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** When they became a member. */
  created_at: time,
  /** Their account lets them in nowhere. */
  is_disabled: z.boolean(),
});
export type MemberResource = z.infer<typeof memberResource>;

const changeRoleBody = z.strictObject({ role });
export type ChangeRoleBody = z.output<typeof changeRoleBody>;

const removedMember = z.strictObject({ type: z.literal('member_removed'), user_id: z.string() });
export type RemovedMember = z.infer<typeof removedMember>;

const base = { query: noQuery, isBodyOptional: true, wantsMemoryBeta: false } as const;
const one = { ...base, path: '/v1/members/{user_id}', params: z.object({ user_id: id }) } as const;

export const listMembersOperation = defineOperation({
  ...base,
  id: 'listMembers',
  method: 'GET',
  path: '/v1/members',
  summary: 'List the people of the workspace with their roles, longest membership first',
  params: z.object({}),
  query: pageQuery,
  body: noBody.optional(),
  response: pageOf(memberResource),
});

export const changeRoleOperation = defineOperation({
  ...one,
  id: 'changeMemberRole',
  method: 'POST',
  summary: 'Change the role of a member: it counts from their next request on',
  body: changeRoleBody,
  isBodyOptional: false,
  response: memberResource,
});

export const removeMemberOperation = defineOperation({
  ...one,
  id: 'removeMember',
  method: 'DELETE',
  summary:
    'Remove a member, whose next request is refused; the account stays, and so do the keys that they made',
  body: noBody,
  response: removedMember,
});
