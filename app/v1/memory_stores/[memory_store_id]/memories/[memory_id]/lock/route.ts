import { endpoint, handle } from '@/lib/http/endpoint';
import { lockMemory } from '@/lib/memories/lock-memory';
import { lockMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(lockMemoryOperation, ({ actor, params, body }) => lockMemory(actor, targetOf(params), body)),
);
