import { endpoint, handle } from '@/lib/http/endpoint';
import { copyMemory } from '@/lib/memories/copy-memory';
import { copyMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(copyMemoryOperation, ({ actor, params, body }) => copyMemory(actor, targetOf(params), body)),
);
