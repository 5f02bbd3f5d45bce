import { endpoint, handle } from '@/lib/http/endpoint';
import { planRevert } from '@/lib/reverts/plan-revert';
import { planSessionRevertOperation } from '@/lib/reverts/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(planSessionRevertOperation, ({ actor, params, body }) =>
    planRevert(actor, { ...body, subject: { type: 'session', id: params.session_id } }),
  ),
);
