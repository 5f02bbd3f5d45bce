import { endpoint, handle } from '@/lib/http/endpoint';
import { listRevertItems } from '@/lib/reverts/read';
import { listRevertItemsOperation } from '@/lib/reverts/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listRevertItemsOperation, ({ actor, params, query }) =>
    listRevertItems(actor, params.revert_id, query),
  ),
);
