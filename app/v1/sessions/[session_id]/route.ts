import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveSession } from '@/lib/sessions/read';
import { retrieveSessionOperation } from '@/lib/sessions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveSessionOperation, ({ actor, params, query }) =>
    retrieveSession(actor, params.session_id, query),
  ),
);
