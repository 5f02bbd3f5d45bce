import { endpoint, handle } from '@/lib/http/endpoint';
import { unarchiveMemory } from '@/lib/memories/unarchive-memory';
import { unarchiveMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(unarchiveMemoryOperation, ({ actor, params, body }) =>
    unarchiveMemory(actor, targetOf(params), body),
  ),
);
