import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import type { Download } from '@/lib/http/transport';
import { getStore, storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';

import { exportArchive } from './export-archive';
import { exportFolder } from './export-folder';
import { canExportStore } from './policy';
import type { ExportFormat } from './schema';

/**
 * A store with its whole history as an archive, or its memories as they are now, withheld and archived ones too, as a folder of files. Needs
 * `govern` and the right to read memories and their history, and never an agent. That somebody takes it is in the audit trail before the
 * first byte is sent.
 */
export async function exportStore(
  actor: Actor,
  storeId: string,
  format: ExportFormat = 'archive',
): Promise<Download> {
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  if (!canExportStore(actor))
    throw forbidden('exporting a memory store needs the scopes govern, memories:read and history:read');
  return withWorkspace(actor, async (tx) => {
    const { id } = await getStore(tx, actor, storeId);
    if (format !== 'archive') return exportFolder(tx, actor, { storeId: id, format });
    return exportArchive(tx, actor, { scope: { type: 'memory_store', id }, storeIds: [id] });
  });
}
