import { endpoint, handle } from '@/lib/http/endpoint';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { withholdMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(withholdMemoryOperation, ({ actor, params, body }) => withholdMemory(actor, targetOf(params), body)),
);
