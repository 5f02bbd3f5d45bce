import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Upload } from '@/lib/http/transport';

import { importArchive } from './import-archive';
import { assertMayImport } from './internal';
import type { ImportResource } from './schema';

/**
 * Brings every store of an archive in, as new stores that appear all at once when everything is in. Needs `admin`, and never an agent. A
 * workspace without a store gets them under their own ids, so that exporting it again gives the same archive; elsewhere ids are new.
 */
export async function importWorkspace(actor: Actor, upload: Upload): Promise<ImportResource> {
  assertMayImport(actor);
  return importArchive(actor, { type: 'workspace' }, upload);
}
