import { blameMemory } from '@/lib/history/blame-memory';
import { blameMemoryOperation } from '@/lib/history/schema';
import { endpoint, handle } from '@/lib/http/endpoint';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(blameMemoryOperation, ({ actor, params }) => blameMemory(actor, targetOf(params))),
);
