import { endpoint, handleOpen } from '@/lib/http/endpoint';
import { previewInvitationOperation } from '@/lib/workspaces/invitation';
import { previewInvitation } from '@/lib/workspaces/read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handleOpen(previewInvitationOperation, ({ body }) => previewInvitation(body.token)),
);
