import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError, invalidRequest } from '@/lib/errors/app-error';
import { writeImported } from '@/lib/memories/write-imported';
import type { ImportedResult } from '@/lib/memories/write-imported';
import { getStore, storeArchived } from '@/lib/stores/internal';

import type { Line } from './archive';
import type { ArchivedMemory } from './archive-order';
import type { Portion } from './group-lines';
import { toImported } from './to-imported';
import type { Renaming } from './to-imported';

type Work = { run: Import; renaming: Renaming; portion: Portion };

/** A store that an import makes is hidden, as if it were deleted, until the import is completed. */
async function writeStore(tx: WorkspaceTransaction, work: Work, line: Line<'store'>): Promise<void> {
  const { run, renaming } = work;
  const data = {
    workspaceId: run.workspaceId,
    id: renaming.rename(line.id, 'memstore'),
    name: line.name,
    description: line.description,
    metadata: line.metadata,
    createdAt: line.created_at,
    updatedAt: line.updated_at,
    archivedAt: line.archived_at,
    deletedAt: run.createdAt,
  };
  await tx.memoryStore.createMany({ data: [data], skipDuplicates: true });
}

/** A store that is there already may have been archived or deleted since the import began. */
async function lockTarget(tx: WorkspaceTransaction, actor: Actor, run: Import, storeId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS locked FROM lock_store(${run.workspaceId}, ${storeId}, true)`;
  if (run.scope === 'workspace') return;
  const store = await getStore(tx, actor, storeId);
  if (store.archivedAt !== null) throw storeArchived(storeId);
}

/** New stores hold all of the archive or are not shown; in a store that is there, what stands in the way stays and is reported. */
function findRefused(run: Import, results: readonly ImportedResult[]): { index: number; outcome: string }[] {
  const refused = results.flatMap(({ outcome }, index) =>
    outcome === 'path_conflict' || outcome === 'store_full' ? [{ index, outcome }] : [],
  );
  if (run.scope === 'workspace' && refused.length > 0) {
    throw invalidRequest('the archive is damaged: two of its memories are in each other’s way');
  }
  return refused;
}

async function writeMemories(
  tx: WorkspaceTransaction,
  actor: Actor,
  work: Work,
  { memories, from }: { memories: readonly ArchivedMemory[]; from: number },
): Promise<void> {
  const { run, renaming } = work;
  const first = memories[0]!.memory.memory_store_id;
  const storeId = run.scope === 'workspace' ? renaming.rename(first, 'memstore') : run.memoryStoreIds[0]!;
  await lockTarget(tx, actor, run, storeId);
  const results = await writeImported(tx, actor, storeId, memories.map((memory) => toImported(memory, renaming)));
  const refused = findRefused(run, results);
  const { count: refusedCount } = await tx.importItem.createMany({
    data: refused.map(({ index, outcome }) => ({
      workspaceId: run.workspaceId,
      importId: run.id,
      position: from + index,
      outcome,
      sourceMemoryId: memories[index]!.memory.id,
    })),
    skipDuplicates: true,
  });
  const written = memories.filter((_, index) => results[index]!.outcome === 'imported');
  const versionCount = written.reduce((sum, { versions }) => sum + versions.length, 0);
  const { count } = await tx.import.updateMany({
    where: { workspaceId: run.workspaceId, id: run.id, status: 'running' },
    data: {
      memoryCount: { increment: written.length },
      memoryVersionCount: { increment: versionCount },
      refusedCount: { increment: refusedCount },
    },
  });
  if (count === 0) throw new AppError('conflict', 'the import is not running any more', { errorCode: 'import_ended' });
}

/** Writes a portion of a verified archive in one transaction; what an interrupted import wrote already is left as it is. */
export function writePortion(actor: Actor, work: Work): Promise<void> {
  const { run, portion } = work;
  return withWorkspace(actor, async (tx) => {
    if (portion.kind === 'memories') await writeMemories(tx, actor, work, portion);
    else if (run.scope === 'workspace') await writeStore(tx, work, portion.store);
  });
}
