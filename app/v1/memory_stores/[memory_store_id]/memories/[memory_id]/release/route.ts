import { endpoint, handle } from '@/lib/http/endpoint';
import { releaseMemory } from '@/lib/memories/release-memory';
import { releaseMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(releaseMemoryOperation, ({ actor, params, body }) => releaseMemory(actor, targetOf(params), body)),
);
