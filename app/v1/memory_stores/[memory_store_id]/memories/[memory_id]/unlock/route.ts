import { endpoint, handle } from '@/lib/http/endpoint';
import { unlockMemory } from '@/lib/memories/unlock-memory';
import { unlockMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(unlockMemoryOperation, ({ actor, params, body }) => unlockMemory(actor, targetOf(params), body)),
);
