import { endpoint, handle } from '@/lib/http/endpoint';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { retrieveMemory } from '@/lib/memories/read';
import { deleteMemoryOperation, retrieveMemoryOperation, updateMemoryOperation } from '@/lib/memories/schema';
import { targetOf } from '@/lib/memories/target';
import { updateMemory } from '@/lib/memories/update-memory';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveMemoryOperation, ({ actor, params, query }) =>
    retrieveMemory(actor, targetOf(params), query),
  ),
  handle(updateMemoryOperation, ({ actor, params, query, body }) =>
    updateMemory(actor, targetOf(params), body, query.view),
  ),
  handle(deleteMemoryOperation, ({ actor, params, query }) =>
    deleteMemory(actor, targetOf(params), query.expected_content_sha256),
  ),
);
