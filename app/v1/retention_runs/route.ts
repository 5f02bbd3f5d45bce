import { endpoint, handle } from '@/lib/http/endpoint';
import { previewRun } from '@/lib/retention/preview-run';
import { listRuns } from '@/lib/retention/read';
import { listRetentionRunsOperation, startRetentionRunOperation } from '@/lib/retention/schema';
import { startRun } from '@/lib/retention/start-run';

export const { GET, POST, DELETE, PUT, PATCH, HEAD, OPTIONS } = endpoint(
  handle(listRetentionRunsOperation, ({ actor, query }) => listRuns(actor, query)),
  handle(startRetentionRunOperation, ({ actor, body }) =>
    body.dry_run ? previewRun(actor, body) : startRun(actor, body),
  ),
);
