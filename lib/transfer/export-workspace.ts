import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import type { Download } from '@/lib/http/transport';

import { exportArchive } from './export-archive';
import { canExportWorkspace } from './policy';

/**
 * Every store of the workspace, archived ones too, with its whole history as one archive. Needs `admin` and the right to read memories
 * and their history, and never an agent.
 */
export async function exportWorkspace(actor: Actor): Promise<Download> {
  if (!canExportWorkspace(actor))
    throw forbidden('exporting a workspace needs the scopes admin, memories:read and history:read');
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    const stores = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM memory_store WHERE workspace_id = ${workspaceId} AND deleted_at IS NULL ORDER BY id`;
    const storeIds = stores.map(({ id }) => id);
    return exportArchive(tx, actor, { scope: { type: 'workspace' }, storeIds });
  });
}
