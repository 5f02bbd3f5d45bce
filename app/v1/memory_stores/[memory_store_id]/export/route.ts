import { endpoint, handle } from '@/lib/http/endpoint';
import { exportStore } from '@/lib/transfer/export-store';
import { exportStoreOperation } from '@/lib/transfer/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(exportStoreOperation, ({ actor, params, query }) =>
    exportStore(actor, params.memory_store_id, query.format),
  ),
);
