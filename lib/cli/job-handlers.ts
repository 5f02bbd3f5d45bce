import 'server-only';

import type { JobHandlers } from '@/lib/jobs/queue';
import { runRevert } from '@/lib/reverts/run-revert';
import { purgeStore } from '@/lib/stores/purge-store';
import { discardImport } from '@/lib/transfer/discard-import';

export const jobHandlers: JobHandlers = {
  'purge-store': purgeStore,
  'run-revert': runRevert,
  'discard-import': discardImport,
};
