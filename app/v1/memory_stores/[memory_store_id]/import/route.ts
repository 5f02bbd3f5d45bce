import { endpoint, handle } from '@/lib/http/endpoint';
import { importStore } from '@/lib/transfer/import-store';
import { importStoreOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(importStoreOperation, ({ actor, params, body }) => importStore(actor, params.memory_store_id, body)),
);
