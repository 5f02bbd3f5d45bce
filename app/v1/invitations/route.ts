import { endpoint, handle } from '@/lib/http/endpoint';
import { createInvitation } from '@/lib/workspaces/create-invitation';
import { createInvitationOperation, listInvitationsOperation } from '@/lib/workspaces/invitation';
import { listInvitations } from '@/lib/workspaces/read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(createInvitationOperation, ({ actor, body }) => createInvitation(actor, body)),
  handle(listInvitationsOperation, ({ actor, query }) => listInvitations(actor, query)),
);
