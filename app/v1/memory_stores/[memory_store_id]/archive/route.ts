import { endpoint, handle } from '@/lib/http/endpoint';
import { archiveStore } from '@/lib/stores/archive-store';
import { archiveStoreOperation } from '@/lib/stores/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(archiveStoreOperation, ({ actor, params }) => archiveStore(actor, params.memory_store_id)),
);
