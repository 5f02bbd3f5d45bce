import { readSizes } from '@/lib/history/read-sizes';
import { readSizesOperation } from '@/lib/history/timeline';
import { endpoint, handle } from '@/lib/http/endpoint';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(readSizesOperation, ({ actor, params }) => readSizes(actor, targetOf(params))),
);
