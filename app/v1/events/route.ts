import { endpoint, handle } from '@/lib/http/endpoint';
import { followChanges } from '@/lib/live/follow-changes';
import { followChangesOperation } from '@/lib/live/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(followChangesOperation, ({ query, ...caller }) => followChanges(caller, query)),
);
