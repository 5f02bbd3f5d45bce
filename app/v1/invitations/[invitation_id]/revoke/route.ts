import { endpoint, handle } from '@/lib/http/endpoint';
import { revokeInvitationOperation } from '@/lib/workspaces/invitation';
import { revokeInvitation } from '@/lib/workspaces/revoke-invitation';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(revokeInvitationOperation, ({ actor, params }) => revokeInvitation(actor, params.invitation_id)),
);
