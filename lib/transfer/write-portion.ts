import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Import } from '@/lib/db/generated/client';
import { withWorkspace } from '@/lib/db/workspace';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { AppError, invalidRequest } from '@/lib/errors/app-error';
import type { ImportedMemory } from '@/lib/memories/imported-memory';
import { writeImported } from '@/lib/memories/write-imported';
import type { ImportedResult } from '@/lib/memories/write-imported';
import { getStore, storeArchived } from '@/lib/stores/internal';

import type { Line } from './archive';
import { renameFor } from './internal';
import type { ImportItemResource } from './schema';

type Outcome = ImportItemResource['outcome'];
export type Incoming = { position: number; sourceMemoryId: string | null; memory: ImportedMemory };
/** What is left out before it is tried. */
export type LeftOut = { position: number; outcome: Outcome };

/** What is written in one transaction: a new store, or some memories of one store. */
export type Portion =
  | { kind: 'store'; store: Line<'store'> }
  | { kind: 'memories'; storeId: string; incoming: readonly Incoming[]; leftOut: readonly LeftOut[] };

/** A store that an import makes is hidden, as if it were deleted, until the import is completed. */
async function writeStore(tx: WorkspaceTransaction, run: Import, line: Line<'store'>): Promise<void> {
  const data = {
    workspaceId: run.workspaceId,
    id: renameFor(run)(line.id, 'memstore'),
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
async function lockTarget(
  tx: WorkspaceTransaction,
  actor: Actor,
  run: Import,
  storeId: string,
): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS locked FROM lock_store(${run.workspaceId}, ${storeId}, true)`;
  if (run.scope === 'workspace') return;
  const store = await getStore(tx, actor, storeId);
  if (store.archivedAt !== null) throw storeArchived(storeId);
}

type Refused = LeftOut & { sourceMemoryId: string | null };

/** New stores hold all of the archive or are not shown; in a store that is there, what stands in the way stays and is reported. */
function findRefused(
  run: Import,
  incoming: readonly Incoming[],
  results: readonly ImportedResult[],
): Refused[] {
  const refused = results.flatMap(({ outcome }, index): Refused[] => {
    const { position, sourceMemoryId } = incoming[index]!;
    return outcome === 'imported' || outcome === 'present' ? [] : [{ position, outcome, sourceMemoryId }];
  });
  if (run.scope === 'workspace' && refused.length > 0) {
    throw invalidRequest('the archive is damaged: two of its memories are in each other’s way');
  }
  return refused;
}

async function writeMemories(
  tx: WorkspaceTransaction,
  actor: Actor,
  run: Import,
  { storeId, incoming, leftOut }: Extract<Portion, { kind: 'memories' }>,
): Promise<void> {
  await lockTarget(tx, actor, run, storeId);
  const results = await writeImported(
    tx,
    actor,
    storeId,
    incoming.map(({ memory }) => memory),
  );
  const refused = [
    ...findRefused(run, incoming, results),
    ...leftOut.map((each) => ({ ...each, sourceMemoryId: null })),
  ];
  const { count: refusedCount } = await tx.importItem.createMany({
    data: refused.map((each) => ({ ...each, workspaceId: run.workspaceId, importId: run.id })),
    skipDuplicates: true,
  });
  const written = incoming.filter((_, index) => results[index]!.outcome === 'imported');
  const versionCount = written.reduce((sum, { memory }) => sum + memory.versions.length, 0);
  const { count } = await tx.import.updateMany({
    where: { workspaceId: run.workspaceId, id: run.id, status: 'running' },
    data: {
      memoryCount: { increment: written.length },
      memoryVersionCount: { increment: versionCount },
      refusedCount: { increment: refusedCount },
    },
  });
  if (count === 0)
    throw new AppError('conflict', 'the import is not running any more', { errorCode: 'import_ended' });
}

/** Writes a portion of a verified import in one transaction; what it wrote already before it was interrupted is left as it is. */
export function writePortion(actor: Actor, run: Import, portion: Portion): Promise<void> {
  return withWorkspace(actor, async (tx) => {
    if (portion.kind === 'memories') await writeMemories(tx, actor, run, portion);
    else if (run.scope === 'workspace') await writeStore(tx, run, portion.store);
  });
}
