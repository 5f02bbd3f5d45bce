import { endpoint, handle } from '@/lib/http/endpoint';
import { retrievePolicy } from '@/lib/retention/read';
import {
  retrieveStoreRetentionPolicyOperation,
  setStoreRetentionPolicyOperation,
} from '@/lib/retention/schema';
import { setPolicy } from '@/lib/retention/set-policy';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveStoreRetentionPolicyOperation, ({ actor, params }) =>
    retrievePolicy(actor, params.memory_store_id),
  ),
  handle(setStoreRetentionPolicyOperation, ({ actor, params, body }) =>
    setPolicy(actor, params.memory_store_id, body),
  ),
);
