import { endpoint, handle } from '@/lib/http/endpoint';
import { listJobsOperation } from '@/lib/overview/job';
import { listJobs } from '@/lib/overview/read';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listJobsOperation, ({ actor, query }) => listJobs(actor, query)),
);
