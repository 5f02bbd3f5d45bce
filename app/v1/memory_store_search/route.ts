import { endpoint, handle } from '@/lib/http/endpoint';
import { searchStoresOperation } from '@/lib/stores/schema';
import { searchStores } from '@/lib/stores/search-stores';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(searchStoresOperation, ({ actor, body }) => searchStores(actor, body)),
);
