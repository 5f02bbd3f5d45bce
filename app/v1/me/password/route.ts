import { endpoint, handle } from '@/lib/http/endpoint';
import { changePassword } from '@/lib/workspaces/change-password';
import { changePasswordOperation } from '@/lib/workspaces/password';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(changePasswordOperation, ({ actor, body }) => changePassword(actor, body)),
);
