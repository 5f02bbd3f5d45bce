import { exportEntries } from '@/lib/audit/export-entries';

import { atOnce } from './scenario';
import type { Scenario } from './scenario';

export const auditVerbs: Record<string, Scenario> = {
  'audit/export-entries': { action: 'audit.exported', prepare: atOnce((actor) => exportEntries(actor, {})) },
};
