import { endpoint, handle } from '@/lib/http/endpoint';
import { planRevert } from '@/lib/reverts/plan-revert';
import { listReverts } from '@/lib/reverts/read';
import { listRevertsOperation, planRevertOperation } from '@/lib/reverts/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listRevertsOperation, ({ actor, query }) => listReverts(actor, query)),
  handle(planRevertOperation, ({ actor, body }) => planRevert(actor, body)),
);
