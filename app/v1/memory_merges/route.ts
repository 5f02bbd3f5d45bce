import { mergeMemory } from '@/lib/history/merge-memory';
import { mergeMemoryOperation } from '@/lib/history/schema';
import { endpoint, handle } from '@/lib/http/endpoint';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(mergeMemoryOperation, ({ actor, body }) => mergeMemory(actor, body)),
);
