import { endpoint, handleOpen } from '@/lib/http/endpoint';
import { acceptInvitation } from '@/lib/workspaces/accept-invitation';
import { acceptInvitationOperation } from '@/lib/workspaces/invitation';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handleOpen(acceptInvitationOperation, ({ body, caller }) => acceptInvitation(body, caller)),
);
