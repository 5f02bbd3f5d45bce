import { updateMemory } from '@/lib/memories/update-memory';
import { redactVersion } from '@/lib/versions/redact-version';

import { makeTarget } from './scenario';
import type { Scenario } from './scenario';

export const versionsVerbs: Record<string, Scenario> = {
  'versions/redact-version': {
    action: 'memory_version.redacted',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await updateMemory(actor, target, { content: `${texts.content} newer` }, 'basic');
      return () => redactVersion(actor, target.storeId, target.versionId, texts.reason);
    },
  },
};
