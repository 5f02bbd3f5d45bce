import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';

/** Gives a workspace its name. Only the system does this, when what it was made for is complete. */
export function renameWorkspace(id: string, name: string): Promise<void> {
  return withWorkspace(systemActor(id, 'start-up'), async (tx) => {
    await tx.workspace.update({ where: { id }, data: { name } });
  });
}
