import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Upload } from '@/lib/http/transport';
import { storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';
import { retrieveStore } from '@/lib/stores/read';

import { importArchive } from './import-archive';
import { importFolder } from './import-folder';
import { assertMayImport } from './internal';
import { folderTypes } from './schema';
import type { ImportResource } from './schema';

/**
 * Brings the one store of an archive into a store that is there, under new ids, or a folder of Markdown files. Needs `admin`, and never an
 * agent. A memory whose path is taken is left out and reported; every other one comes with its whole history.
 */
export async function importStore(actor: Actor, storeId: string, upload: Upload): Promise<ImportResource> {
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  assertMayImport(actor);
  await retrieveStore(actor, storeId, false);
  if (folderTypes.includes(upload.contentType)) return importFolder(actor, storeId, upload);
  return importArchive(actor, { type: 'memory_store', id: storeId }, upload);
}
