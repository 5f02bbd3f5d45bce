import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import type { Upload } from '@/lib/http/transport';

import { beginImport } from './begin-import';
import type { ImportTarget } from './begin-import';
import { finishImport } from './finish-import';
import { groupLines } from './group-lines';
import { presentImport, renameFor } from './internal';
import { openArchive } from './open-archive';
import type { ImportResource } from './schema';
import { spoolArchive } from './spool-archive';
import { surveyArchive } from './survey-archive';
import { writePortion } from './write-portion';

/** A caller whose credential died since it was looked up is refused before the body is read, which can be done only once. */
function assertStillKnown(actor: Actor): Promise<void> {
  return withWorkspace(actor, () => Promise.resolve());
}

/**
 * Brings an archive in: it is taken in and verified as a whole before anything is written, then written in portions, then completed. The
 * caller has authorised. Throws `invalid_request` for an archive that is cut, damaged or too large for the target, and keeps nothing of it.
 */
export async function importArchive(actor: Actor, target: ImportTarget, upload: Upload): Promise<ImportResource> {
  await assertStillKnown(actor);
  const archive = await spoolArchive(upload.chunks());
  try {
    const survey = await surveyArchive(archive);
    const run = await beginImport(actor, target, survey);
    const holds = (versionId: string) => survey.versionIds.has(versionId);
    const renaming = { importId: run.id, keepsIds: run.keepsIds, rename: renameFor(run), holds };
    for await (const portion of groupLines(openArchive(archive))) await writePortion(actor, { run, renaming, portion });
    return presentImport(await finishImport(actor, run));
  } finally {
    await archive.close();
  }
}
