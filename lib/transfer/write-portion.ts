import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import type { Import } from '@/lib/db/generated/client';
import { loadIntoWorkspace } from '@/lib/db/workspace';
import { AppError, invalidRequest } from '@/lib/errors/app-error';
import type { ImportedMemory } from '@/lib/memories/imported-memory';
import { writeImported } from '@/lib/memories/write-imported';
import type { ImportedResult } from '@/lib/memories/write-imported';
import { storeArchived, storeNotFound } from '@/lib/stores/internal';

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
async function writeStore(query: Query, run: Import, line: Line<'store'>): Promise<void> {
  await query(
    `INSERT INTO memory_store (workspace_id, id, name, description, metadata, created_at, updated_at, archived_at, deleted_at)
     VALUES ($1, $2, $3, $4, $5::text::jsonb, $6::text::bigint, $7::text::bigint, $8::text::bigint, $9::text::bigint) ON CONFLICT DO NOTHING`,
    [
      run.workspaceId,
      renameFor(run)(line.id, 'memstore'),
      line.name,
      line.description,
      JSON.stringify(line.metadata),
      String(line.created_at),
      String(line.updated_at),
      line.archived_at === null ? null : String(line.archived_at),
      String(run.createdAt),
    ],
  );
}

/** A store that is there already may have been archived or deleted since the import began. */
async function lockTarget(query: Query, run: Import, storeId: string): Promise<void> {
  await query('SELECT 1 AS locked FROM lock_store($1, $2, true)', [run.workspaceId, storeId], 'lock_store');
  if (run.scope === 'workspace') return;
  const [store] = await query<{ is_archived: boolean }>(
    `SELECT archived_at IS NOT NULL AS is_archived FROM memory_store WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL`,
    [run.workspaceId, storeId],
    'import/target',
  );
  if (!store) throw storeNotFound(storeId);
  if (store.is_archived) throw storeArchived(storeId);
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

/** Resolves to how many were not reported before. */
async function report(query: Query, run: Import, refused: readonly Refused[]): Promise<number> {
  if (refused.length === 0) return 0;
  const reported = await query(
    `INSERT INTO import_item (workspace_id, import_id, position, outcome, source_memory_id)
     SELECT $1, $2, r.position, r.outcome, r.source_memory_id
     FROM unnest($3::integer[], $4::text[], $5::text[]) AS r (position, outcome, source_memory_id) ON CONFLICT DO NOTHING RETURNING position`,
    [
      run.workspaceId,
      run.id,
      refused.map(({ position }) => position),
      refused.map(({ outcome }) => outcome),
      refused.map(({ sourceMemoryId }) => sourceMemoryId),
    ],
  );
  return reported.length;
}

async function writeMemories(
  query: Query,
  actor: Actor,
  run: Import,
  { storeId, incoming, leftOut }: Extract<Portion, { kind: 'memories' }>,
): Promise<void> {
  await lockTarget(query, run, storeId);
  const results = await writeImported(
    query,
    actor,
    storeId,
    incoming.map(({ memory }) => memory),
  );
  const refusedCount = await report(query, run, [
    ...findRefused(run, incoming, results),
    ...leftOut.map((each) => ({ ...each, sourceMemoryId: null })),
  ]);
  const written = incoming.filter((_, index) => results[index]!.outcome === 'imported');
  const versionCount = written.reduce((sum, { memory }) => sum + memory.versions.length, 0);
  const counted = await query(
    `UPDATE import SET memory_count = memory_count + $3, memory_version_count = memory_version_count + $4, refused_count = refused_count + $5
     WHERE workspace_id = $1 AND id = $2 AND status = 'running' RETURNING id`,
    [run.workspaceId, run.id, written.length, versionCount, refusedCount],
    'import/progress',
  );
  if (counted.length === 0)
    throw new AppError('conflict', 'the import is not running any more', { errorCode: 'import_ended' });
}

/**
 * Writes a portion of a verified import in one transaction; what it wrote already before it was interrupted is left as it is. It is not
 * waited for until it is on the disk: its end is, and whatever a crash takes before that is sent again.
 */
export function writePortion(actor: Actor, run: Import, portion: Portion): Promise<void> {
  return loadIntoWorkspace(actor, async (query) => {
    await query(`SELECT set_config('synchronous_commit', 'off', true)`, [], 'commit_later');
    if (portion.kind === 'memories') await writeMemories(query, actor, run, portion);
    else if (run.scope === 'workspace') await writeStore(query, run, portion.store);
  });
}
