import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveReasonPolicy } from '@/lib/workspaces/read';
import { retrieveReasonPolicyOperation, setReasonPolicyOperation } from '@/lib/workspaces/reason-policy';
import { setReasonPolicy } from '@/lib/workspaces/set-reason-policy';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveReasonPolicyOperation, ({ actor }) => retrieveReasonPolicy(actor)),
  handle(setReasonPolicyOperation, ({ actor, body }) => setReasonPolicy(actor, body)),
);
