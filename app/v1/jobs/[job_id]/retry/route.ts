import { endpoint, handle } from '@/lib/http/endpoint';
import { retryJobOperation } from '@/lib/overview/job';
import { retryJob } from '@/lib/overview/retry-job';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(retryJobOperation, ({ actor, params }) => retryJob(actor, params.job_id)),
);
