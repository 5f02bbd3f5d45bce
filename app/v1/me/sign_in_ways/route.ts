import { endpoint, handle } from '@/lib/http/endpoint';
import { listSignInWaysOperation } from '@/lib/workspaces/identity';
import { listSignInWays } from '@/lib/workspaces/read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listSignInWaysOperation, ({ actor }) => listSignInWays(actor)),
);
