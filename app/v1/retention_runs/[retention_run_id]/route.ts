import { endpoint, handle } from '@/lib/http/endpoint';
import { retrieveRun } from '@/lib/retention/read';
import { retrieveRetentionRunOperation } from '@/lib/retention/schema';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retrieveRetentionRunOperation, ({ actor, params }) => retrieveRun(actor, params.retention_run_id)),
);
