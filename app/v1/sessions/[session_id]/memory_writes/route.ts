import { endpoint, handle } from '@/lib/http/endpoint';
import { listSessionWrites } from '@/lib/sessions/list-session-writes';
import { listSessionWritesOperation } from '@/lib/sessions/session-write';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listSessionWritesOperation, ({ actor, params, query }) =>
    listSessionWrites(actor, params.session_id, query),
  ),
);
