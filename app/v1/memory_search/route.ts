import { endpoint, handle } from '@/lib/http/endpoint';
import { searchHeads } from '@/lib/search/read';
import { searchMemoriesOperation } from '@/lib/search/schema';
import { searchHistory } from '@/lib/search/search-history';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(searchMemoriesOperation, ({ actor, body }) =>
    body.in === 'history' ? searchHistory(actor, body) : searchHeads(actor, body),
  ),
);
