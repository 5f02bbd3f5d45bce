import { endpoint, handle } from '@/lib/http/endpoint';
import { listTree } from '@/lib/memories/list-tree';
import { listTreeOperation } from '@/lib/memories/tree';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listTreeOperation, ({ actor, body }) => listTree(actor, body)),
);
