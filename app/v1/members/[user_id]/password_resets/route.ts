import { endpoint, handle } from '@/lib/http/endpoint';
import { createPasswordReset } from '@/lib/workspaces/create-password-reset';
import { createPasswordResetOperation } from '@/lib/workspaces/password';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(createPasswordResetOperation, ({ actor, params }) => createPasswordReset(actor, params.user_id)),
);
