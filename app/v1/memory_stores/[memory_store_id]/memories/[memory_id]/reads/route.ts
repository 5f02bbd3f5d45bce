import { listReaders } from '@/lib/history/list-readers';
import { listReadersOperation } from '@/lib/history/timeline';
import { endpoint, handle } from '@/lib/http/endpoint';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listReadersOperation, ({ actor, params, query }) => listReaders(actor, targetOf(params), query)),
);
