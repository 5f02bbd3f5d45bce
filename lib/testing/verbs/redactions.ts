import { previewRedaction } from '@/lib/redactions/preview-redaction';
import { redactMemory } from '@/lib/redactions/redact-memory';

import { onMemory } from './scenario';
import type { Scenario } from './scenario';

export const redactionsVerbs: Record<string, Scenario> = {
  'redactions/redact-memory': {
    action: 'memory.redacted',
    parts: ['memory_version.redacted'],
    prepare: onMemory(async (actor, target, { reason }) => {
      const body = { head_version_id: target.versionId, is_whole: true, mask: '[redacted]' };
      const { shown } = await previewRedaction(actor, target, { ...body, dry_run: true });
      const chosen = { preview_hash: shown.preview_hash, version_ids: [] };
      return redactMemory(actor, target, { ...body, ...chosen, dry_run: false, reason });
    }),
  },
};
