import { listWrites } from '@/lib/history/list-writes';
import { listWritesOperation } from '@/lib/history/timeline';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listWritesOperation, ({ actor, query }) => listWrites(actor, query)),
);
