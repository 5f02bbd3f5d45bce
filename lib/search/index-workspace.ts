import 'server-only';

import { setTimeout as sleep } from 'node:timers/promises';

import { systemActor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';

import { followTrail } from './follow-trail';
import type { Progress } from './follow-trail';
import { indexVersions } from './index-versions';

/** Memories that a rebuild looks at in one slice; how much of them it takes on is decided by their size. */
const memoriesEach = 100;

async function findProgress(query: Query, workspaceId: string): Promise<Progress | undefined> {
  const [progress] = await query<Progress>(
    'SELECT transaction_id, entry_id, rebuilt_to, rebuilt_count FROM search_progress WHERE workspace_id = $1',
    [workspaceId],
  );
  return progress;
}

/** True when there should be rows and are none: a crash empties an unlogged table, and so may its owner. */
async function isEmptied(query: Query, workspaceId: string): Promise<boolean> {
  const [row] = await query<{ is_emptied: boolean }>(
    `SELECT EXISTS (SELECT 1 FROM search_era WHERE workspace_id = $1)
       AND NOT EXISTS (SELECT 1 FROM search_text WHERE workspace_id = $1) AS is_emptied`,
    [workspaceId],
  );
  return row!.is_emptied;
}

/** Starts at the beginning: everything written up to now is found by the walk, everything after it by the trail. */
async function startOver(query: Query, workspaceId: string): Promise<Progress> {
  await query('DELETE FROM search_era WHERE workspace_id = $1', [workspaceId]);
  await query('DELETE FROM search_text WHERE workspace_id = $1', [workspaceId]);
  await query('DELETE FROM search_progress WHERE workspace_id = $1', [workspaceId]);
  await query(
    `INSERT INTO search_progress (workspace_id, transaction_id, entry_id, rebuilt_to, rebuilt_count)
     VALUES ($1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, '', '', 0)`,
    [workspaceId],
  );
  return (await findProgress(query, workspaceId))!;
}

/** One slice of the walk over all memories and their versions. Resolves to whether there is more of it. */
async function rebuildSlice(
  query: Query,
  workspaceId: string,
  { rebuilt_to: after }: Progress,
): Promise<boolean> {
  if (after === null) return false;
  const memories = await query<{ id: string }>(
    `SELECT m.id FROM memory m WHERE m.workspace_id = $1 AND m.id > $2 ORDER BY m.id LIMIT ${memoriesEach}`,
    [workspaceId, after],
  );
  const ids = memories.map((memory) => memory.id);
  const versions = await query<{ id: string }>(
    'SELECT v.id FROM memory_version v WHERE v.workspace_id = $1 AND v.memory_id = ANY ($2) AND v.content_sha256 IS NOT NULL',
    [workspaceId, ids],
  );
  const isDone = await indexVersions(
    query,
    workspaceId,
    versions.map((version) => version.id),
  );
  if (!isDone) return true;
  const isAtEnd = ids.length < memoriesEach;
  await query(
    'UPDATE search_progress SET rebuilt_to = $2, rebuilt_count = rebuilt_count + $3 WHERE workspace_id = $1',
    [workspaceId, isAtEnd ? null : ids.at(-1), ids.length],
  );
  return !isAtEnd;
}

/** What was written lately goes before what is rebuilt. */
function indexSlice(workspaceId: string): Promise<boolean> {
  return readWorkspace(systemActor(workspaceId, 'search'), async (query) => {
    await query(`SELECT pg_advisory_xact_lock(hashtextextended('search/' || $1, 0))`, [workspaceId]);
    const found = await findProgress(query, workspaceId);
    const isUsable = found !== undefined && !(await isEmptied(query, workspaceId));
    const progress = isUsable ? found : await startOver(query, workspaceId);
    if (await followTrail(query, workspaceId, progress)) return true;
    const current = (await findProgress(query, workspaceId))!;
    return rebuildSlice(query, workspaceId, current);
  });
}

/**
 * Brings the searchable text of a workspace up to what is written, slice by slice, each in a transaction of its own; between two it
 * rests as long as the last one took, so that it never takes more than half a core. Safe to run twice, side by side, and again after it
 * was interrupted anywhere. Resolves to whether there is more to do, after `maxSlices`.
 */
export async function indexWorkspace(
  workspaceId: string,
  maxSlices = Number.POSITIVE_INFINITY,
): Promise<boolean> {
  for (let count = 0; count < maxSlices; count += 1) {
    const startedAt = performance.now();
    if (!(await indexSlice(workspaceId))) return false;
    await sleep(performance.now() - startedAt);
  }
  return true;
}
