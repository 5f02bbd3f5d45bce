import { endpoint, handle } from '@/lib/http/endpoint';
import { createMemory } from '@/lib/memories/create-memory';
import { listMemories } from '@/lib/memories/read';
import { createMemoryOperation, listMemoriesOperation } from '@/lib/memories/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listMemoriesOperation, ({ actor, params, query }) =>
    listMemories(actor, params.memory_store_id, query),
  ),
  handle(createMemoryOperation, ({ actor, params, query, body }) =>
    createMemory(actor, params.memory_store_id, body, query.view),
  ),
);
