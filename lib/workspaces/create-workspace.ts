import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';

/** Creates an empty workspace. Only the system does this, at start-up. Returns its id. */
export function createWorkspace(name: string, { isDemonstration = false } = {}): Promise<string> {
  const id = newId('wrkspc');
  const actor = systemActor(id, 'start-up');
  return withWorkspace(actor, async (tx) => {
    // createMany inserts without reading back, which the policy allows only once the row is there.
    await tx.workspace.createMany({ data: { id, name, isDemonstration } });
    await appendAudit(tx, actor, {
      action: 'workspace.created',
      target: { type: 'workspace', id },
      details: {},
    });
    return id;
  });
}
