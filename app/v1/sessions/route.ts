import { endpoint, handle } from '@/lib/http/endpoint';
import { createSession } from '@/lib/sessions/create-session';
import { listSessions } from '@/lib/sessions/read';
import { createSessionOperation, listSessionsOperation } from '@/lib/sessions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listSessionsOperation, ({ actor, query }) => listSessions(actor, query)),
  handle(createSessionOperation, ({ actor, body }) => createSession(actor, body)),
);
