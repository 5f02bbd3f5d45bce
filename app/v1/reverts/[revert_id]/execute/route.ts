import { endpoint, handle } from '@/lib/http/endpoint';
import { executeRevert } from '@/lib/reverts/execute-revert';
import { executeRevertOperation } from '@/lib/reverts/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(executeRevertOperation, ({ actor, params, body }) => executeRevert(actor, params.revert_id, body)),
);
