import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveRevert } from '@/lib/reverts/read';
import { retrieveRevertOperation } from '@/lib/reverts/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveRevertOperation, ({ actor, params }) => retrieveRevert(actor, params.revert_id)),
);
