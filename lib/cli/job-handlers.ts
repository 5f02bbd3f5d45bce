import 'server-only';

import { enqueueLater, enqueueOnce } from '@/lib/jobs/queue';
import type { JobHandlers } from '@/lib/jobs/queue';
import { followWrites } from '@/lib/overview/follow-writes';
import { runRetention } from '@/lib/retention/run-retention';
import { runRevert } from '@/lib/reverts/run-revert';
import { indexWorkspace } from '@/lib/search/index-workspace';
import { purgeStore } from '@/lib/stores/purge-store';
import { purgeWorkspace } from '@/lib/stores/purge-workspace';
import { discardImport } from '@/lib/transfer/discard-import';

/** A long rebuild goes on in another job, so that a process that ends waits for this many slices at most. */
const slicesEach = 20;

export const jobHandlers: JobHandlers = {
  'purge-store': purgeStore,
  'purge-workspace': async (job) => {
    const startAfterSeconds = await purgeWorkspace(job);
    if (startAfterSeconds > 0) await enqueueLater('purge-workspace', job, startAfterSeconds);
  },
  'index-search': async ({ workspaceId }) => {
    const hasMore = await indexWorkspace(workspaceId, slicesEach);
    if (hasMore) await enqueueOnce('index-search', { workspaceId }, workspaceId);
  },
  'run-revert': runRevert,
  'discard-import': discardImport,
  'run-retention': (job) => runRetention(job),
  'follow-writes': async ({ workspaceId }) => {
    const hasMore = await followWrites(workspaceId, slicesEach);
    if (hasMore) await enqueueOnce('follow-writes', { workspaceId }, workspaceId);
  },
};
