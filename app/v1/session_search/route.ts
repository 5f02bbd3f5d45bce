import { endpoint, handle } from '@/lib/http/endpoint';
import { searchSessions } from '@/lib/sessions/search-sessions';
import { searchSessionsOperation } from '@/lib/sessions/session-search';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(searchSessionsOperation, ({ actor, body, query }) => searchSessions(actor, body, query)),
);
