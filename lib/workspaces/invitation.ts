import { z } from 'zod';

import { roles } from '@/lib/auth/actor';
import { actorResource } from '@/lib/auth/schema';
import { defineOperation } from '@/lib/http/contract';
import { flag, id, label, noBody, noQuery, nullableTime, pageOf, pageQuery, time } from '@/lib/http/fields';

import { email, givenPassword, linkToken } from './person-fields';

const role = z.enum(roles);

/** A place in the workspace for whoever holds the link, who says by it that the address is theirs. */
export const invitationResource = z.strictObject({
  id: z.string(),
  type: z.literal('invitation'),
  email: z.string(),
  role,
  created_at: time,
  created_by: actorResource,
  expires_at: time,
  accepted_at: nullableTime,
  revoked_at: nullableTime,
});
export type InvitationResource = z.infer<typeof invitationResource>;

/** The link is shown this once. Its token stands behind `#`, where no server and no log sees it. */
const newInvitation = invitationResource.extend({ url: z.url() });
export type NewInvitation = z.infer<typeof newInvitation>;

const createInvitationBody = z.strictObject({ email, role });
export type CreateInvitationBody = z.output<typeof createInvitationBody>;

const listInvitationsQuery = pageQuery.extend({
  /** Only those that can still be accepted. */
  is_pending: flag.optional(),
});
export type ListInvitationsQuery = z.output<typeof listInvitationsQuery>;

/** What whoever holds the link may know before they accept. */
export const invitationPreview = z.strictObject({
  type: z.literal('invitation_preview'),
  workspace_name: z.string(),
  email: z.string(),
  role,
  expires_at: time,
  /** Whether the address has an account here, whose password accepts it. */
  has_account: z.boolean(),
});
export type InvitationPreview = z.infer<typeof invitationPreview>;

const acceptInvitationBody = z.strictObject({
  token: linkToken,
  /** Of an account that is made now. */
  name: label.optional(),
  /** The one that a new account gets, or the one that the account of this address has. */
  password: givenPassword,
});
export type AcceptInvitationBody = z.output<typeof acceptInvitationBody>;

export const acceptedInvitation = z.strictObject({
  type: z.literal('invitation_accepted'),
  workspace_id: z.string(),
  user_id: z.string(),
  email: z.string(),
});
export type AcceptedInvitation = z.infer<typeof acceptedInvitation>;

const base = { params: z.object({}), query: noQuery, isBodyOptional: true, wantsMemoryBeta: false } as const;
const open = { ...base, method: 'POST', isBodyOptional: false, isOpen: true } as const;

export const createInvitationOperation = defineOperation({
  ...base,
  id: 'createInvitation',
  method: 'POST',
  path: '/v1/invitations',
  summary: 'Invite somebody by their e-mail address; answers once with the link, good for 7 days and one use',
  body: createInvitationBody,
  isBodyOptional: false,
  response: newInvitation,
});

export const listInvitationsOperation = defineOperation({
  ...base,
  id: 'listInvitations',
  method: 'GET',
  path: '/v1/invitations',
  summary: 'List invitations, newest first',
  query: listInvitationsQuery,
  body: noBody.optional(),
  response: pageOf(invitationResource),
});

export const revokeInvitationOperation = defineOperation({
  ...base,
  id: 'revokeInvitation',
  method: 'POST',
  path: '/v1/invitations/{invitation_id}/revoke',
  summary: 'Revoke an invitation: its link leads nowhere from now on',
  params: z.object({ invitation_id: id }),
  body: noBody,
  response: invitationResource,
});

export const previewInvitationOperation = defineOperation({
  ...open,
  id: 'previewInvitation',
  path: '/v1/invitations/preview',
  summary: 'Say what an invitation is for, to whoever holds its token',
  body: z.strictObject({ token: linkToken }),
  response: invitationPreview,
});

export const acceptInvitationOperation = defineOperation({
  ...open,
  id: 'acceptInvitation',
  path: '/v1/invitations/accept',
  summary: 'Accept an invitation with its token, for a new account or with the password of the one there is',
  body: acceptInvitationBody,
  response: acceptedInvitation,
});
