import { retryJob } from '@/lib/overview/retry-job';

import { makeJob } from '../jobs';
import type { Scenario } from './scenario';

export const overviewVerbs: Record<string, Scenario> = {
  'overview/retry-job': {
    action: 'job.retried',
    prepare: async (actor) => {
      const { id } = await makeJob(actor);
      return () => retryJob(actor, id);
    },
  },
};
