import 'server-only';

import type { JobHandlers } from '@/lib/jobs/queue';
import { purgeStore } from '@/lib/stores/purge-store';

export const jobHandlers: JobHandlers = {
  'purge-store': purgeStore,
};
