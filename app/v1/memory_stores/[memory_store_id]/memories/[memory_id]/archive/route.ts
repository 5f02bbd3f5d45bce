import { endpoint, handle } from '@/lib/http/endpoint';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { archiveMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(archiveMemoryOperation, ({ actor, params, body }) => archiveMemory(actor, targetOf(params), body)),
);
