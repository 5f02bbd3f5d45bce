import { endpoint, handle } from '@/lib/http/endpoint';
import { createStore } from '@/lib/stores/create-store';
import { listStores } from '@/lib/stores/read';
import { createStoreOperation, listStoresOperation } from '@/lib/stores/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listStoresOperation, ({ actor, query }) => listStores(actor, query)),
  handle(createStoreOperation, ({ actor, body }) => createStore(actor, body)),
);
