import { endpoint, handle } from '@/lib/http/endpoint';
import { archiveSession } from '@/lib/sessions/archive-session';
import { archiveSessionOperation } from '@/lib/sessions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(archiveSessionOperation, ({ actor, params }) => archiveSession(actor, params.session_id)),
);
