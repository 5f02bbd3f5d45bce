import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import type { Upload } from '@/lib/http/transport';

import { beginImport } from './begin-import';
import type { ImportTarget } from './begin-import';
import { finishImport } from './finish-import';
import { groupLines } from './group-lines';
import type { Group } from './group-lines';
import { presentImport, renameFor } from './internal';
import { openArchive } from './open-archive';
import type { ImportResource } from './schema';
import { spoolArchive } from './spool-archive';
import { surveyArchive } from './survey-archive';
import { toImported } from './to-imported';
import type { Renaming } from './to-imported';
import { writePortion } from './write-portion';
import type { Portion } from './write-portion';

function toPortion(group: Group, run: Import, renaming: Renaming): Portion {
  if (group.kind === 'store') return group;
  const first = group.memories[0]!.memory.memory_store_id;
  return {
    kind: 'memories',
    storeId: run.scope === 'workspace' ? renaming.rename(first, 'memstore') : run.memoryStoreIds[0]!,
    incoming: group.memories.map((archived, index) => ({
      position: group.from + index,
      sourceMemoryId: archived.memory.id,
      memory: toImported(archived, renaming),
    })),
    leftOut: [],
  };
}

/**
 * Brings an archive in: it is taken in and verified as a whole before anything is written, then written in portions, then completed. The
 * caller has authorised. Throws `invalid_request` for an archive that is cut, damaged or too large for the target, and keeps nothing of it.
 */
export async function importArchive(
  actor: Actor,
  target: ImportTarget,
  upload: Upload,
): Promise<ImportResource> {
  // A caller whose credential died since it was looked up is refused before the body is read, which can be done only once.
  await withWorkspace(actor, () => Promise.resolve());
  const archive = await spoolArchive(upload.chunks(), { isSealed: true });
  try {
    const survey = await surveyArchive(archive);
    const run = await beginImport(actor, target, survey);
    const holds = (versionId: string) => survey.versionIds.has(versionId);
    const renaming = { importId: run.id, keepsIds: run.keepsIds, rename: renameFor(run), holds };
    for await (const group of groupLines(openArchive(archive)))
      await writePortion(actor, run, toPortion(group, run, renaming));
    return presentImport(await finishImport(actor, run));
  } finally {
    await archive.close();
  }
}
