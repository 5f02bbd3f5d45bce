import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveMe } from '@/lib/workspaces/read';
import { retrieveMeOperation } from '@/lib/workspaces/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveMeOperation, ({ actor }) => retrieveMe(actor)),
);
