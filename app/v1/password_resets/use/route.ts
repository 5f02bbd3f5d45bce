import { endpoint, handleOpen } from '@/lib/http/endpoint';
import { resetPasswordOperation } from '@/lib/workspaces/password';
import { resetPassword } from '@/lib/workspaces/reset-password';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handleOpen(resetPasswordOperation, ({ body, caller }) => resetPassword(body, caller)),
);
