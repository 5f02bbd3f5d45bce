import { endpoint, handle } from '@/lib/http/endpoint';
import { actOnMemories } from '@/lib/memories/act-on-memories';
import { actOnMemoriesOperation } from '@/lib/memories/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(actOnMemoriesOperation, ({ actor, body }) => actOnMemories(actor, body)),
);
