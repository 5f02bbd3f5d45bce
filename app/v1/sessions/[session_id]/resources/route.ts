import { endpoint, handle } from '@/lib/http/endpoint';
import { listSessionResources } from '@/lib/sessions/read';
import { listSessionResourcesOperation } from '@/lib/sessions/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listSessionResourcesOperation, ({ actor, params }) =>
    listSessionResources(actor, params.session_id),
  ),
);
