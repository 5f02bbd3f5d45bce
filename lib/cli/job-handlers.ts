import 'server-only';

import type { JobHandlers } from '@/lib/jobs/queue';
import { purgeStore } from '@/lib/stores/purge-store';
import { discardImport } from '@/lib/transfer/discard-import';

export const jobHandlers: JobHandlers = {
  'purge-store': purgeStore,
  'discard-import': discardImport,
};
