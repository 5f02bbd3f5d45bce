import { endpoint, handleOpen } from '@/lib/http/endpoint';
import { previewPasswordResetOperation } from '@/lib/workspaces/password';
import { previewPasswordReset } from '@/lib/workspaces/read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handleOpen(previewPasswordResetOperation, ({ body }) => previewPasswordReset(body.token)),
);
