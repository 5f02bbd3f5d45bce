import { endpoint, handle } from '@/lib/http/endpoint';
import { deleteStore } from '@/lib/stores/delete-store';
import { retrieveStore } from '@/lib/stores/read';
import { deleteStoreOperation, retrieveStoreOperation, updateStoreOperation } from '@/lib/stores/schema';
import { updateStore } from '@/lib/stores/update-store';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveStoreOperation, ({ actor, params, query }) =>
    retrieveStore(actor, params.memory_store_id, query.include === 'governance'),
  ),
  handle(updateStoreOperation, ({ actor, params, body }) => updateStore(actor, params.memory_store_id, body)),
  handle(deleteStoreOperation, ({ actor, params }) => deleteStore(actor, params.memory_store_id)),
);
