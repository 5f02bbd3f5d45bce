import { endpoint, handle } from '@/lib/http/endpoint';
import { signOutEverywhereOperation } from '@/lib/workspaces/schema';
import { signOutEverywhere } from '@/lib/workspaces/sign-out-everywhere';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(signOutEverywhereOperation, ({ actor }) => signOutEverywhere(actor)),
);
