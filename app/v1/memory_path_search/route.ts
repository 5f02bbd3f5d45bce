import { endpoint, handle } from '@/lib/http/endpoint';
import { searchPathsOperation } from '@/lib/search/schema';
import { searchPaths } from '@/lib/search/search-paths';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(searchPathsOperation, ({ actor, body }) => searchPaths(actor, body)),
);
