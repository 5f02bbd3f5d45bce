import { endpoint, handle } from '@/lib/http/endpoint';
import { unlinkIdentityOperation } from '@/lib/workspaces/identity';
import { unlinkIdentity } from '@/lib/workspaces/unlink-identity';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(unlinkIdentityOperation, ({ actor, body }) => unlinkIdentity(actor, body)),
);
