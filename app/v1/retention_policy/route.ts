import { endpoint, handle } from '@/lib/http/endpoint';
import { retrievePolicy } from '@/lib/retention/read';
import { retrieveRetentionPolicyOperation, setRetentionPolicyOperation } from '@/lib/retention/schema';
import { setPolicy } from '@/lib/retention/set-policy';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveRetentionPolicyOperation, ({ actor }) => retrievePolicy(actor, null)),
  handle(setRetentionPolicyOperation, ({ actor, body }) => setPolicy(actor, null, body)),
);
