import 'server-only';

import type { Query } from '@/lib/db/database';
import { histogram } from '@/lib/telemetry/metrics';

import { indexVersions } from './index-versions';

/** `rebuiltTo` is the last memory that a rebuild has done, and null when none is under way. */
export type Progress = {
  transaction_id: bigint;
  entry_id: string;
  rebuilt_to: string | null;
  rebuilt_count: number;
};

const maxEntries = 200;

const observeLag = histogram({
  name: 'palimpsest_search_lag_seconds',
  help: 'From a change to when search has it, by whoever works the index off.',
  labels: [],
  bounds: [0.5, 1, 2, 5, 10, 30, 60, 300, 3600],
}).of({});

type Entry = {
  transaction_id: bigint;
  id: string;
  target_type: string;
  target_id: string;
  version_id: string | null;
  previous_id: string | null;
  is_settled: boolean;
  age_us: bigint;
  is_import: boolean;
};

/**
 * The entries behind a cursor. Those whose transaction may still be joined by an earlier one are worked off too, but the cursor does
 * not pass them.
 */
const selectEntries = `
  SELECT transaction_id, id, target_type, target_id, details->>'memory_version_id' AS version_id, details->>'previous_version_id' AS previous_id,
    transaction_id < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS is_settled, now_us() - recorded_at AS age_us, action IN ('memory_store.imported', 'workspace.imported') AS is_import
  FROM audit_entry WHERE workspace_id = $1 AND (transaction_id, id) > ($2, $3) ORDER BY transaction_id, id LIMIT ${maxEntries}`;

/** Versions that an act may have moved: those it names, what is shown now, and what was shown when the memory was last indexed. */
const selectTouched = `
  SELECT unnest($3::text[]) AS id
  UNION SELECT m.head_version_id FROM memory m WHERE m.workspace_id = $1 AND m.id = ANY ($2)
  UNION SELECT m.served_version_id FROM memory m WHERE m.workspace_id = $1 AND m.id = ANY ($2) AND m.served_version_id IS NOT NULL
  UNION SELECT t.memory_version_id FROM search_text t WHERE t.workspace_id = $1 AND t.memory_id = ANY ($2) AND t.era > 0`;

/** An import writes no entry for each memory, so the walk over all memories goes on from before the store's first one, or the first of all. */
async function rewind(query: Query, workspaceId: string, importedInto: readonly string[]): Promise<void> {
  await query(
    `UPDATE search_progress p SET rebuilt_to = least(coalesce(p.rebuilt_to, i.before), i.before), rebuilt_count = greatest(0, p.rebuilt_count - i.memories)
     FROM (SELECT left(min(m.id), -1) AS before, count(*)::int AS memories FROM memory m
       WHERE m.workspace_id = $1 AND (m.memory_store_id = ANY ($2) OR $1 = ANY ($2))) AS i
     WHERE p.workspace_id = $1 AND i.before IS NOT NULL`,
    [workspaceId, importedInto],
  );
}

/** One slice of what was written since the cursor. Resolves to whether there is more of it. */
export async function followTrail(query: Query, workspaceId: string, progress: Progress): Promise<boolean> {
  const entries = await query<Entry>(selectEntries, [
    workspaceId,
    progress.transaction_id,
    progress.entry_id,
  ]);
  if (entries.length === 0) return false;
  const onMemories = entries.filter((entry) => entry.target_type === 'memory');
  const memoryIds = [...new Set(onMemories.map((entry) => entry.target_id))];
  const named = onMemories.flatMap(({ version_id: id, previous_id: previous }) => [id, previous]);
  const touched = await query<{ id: string }>(selectTouched, [
    workspaceId,
    memoryIds,
    named.filter((id) => id !== null),
  ]);
  const isDone = await indexVersions(
    query,
    workspaceId,
    touched.map((version) => version.id),
  );
  if (!isDone) return true;
  const imports = entries.filter((entry) => entry.is_import).map((entry) => entry.target_id);
  if (imports.length > 0) await rewind(query, workspaceId, imports);
  const last = entries.findLast((entry) => entry.is_settled);
  if (!last) return false;
  await query('UPDATE search_progress SET transaction_id = $2, entry_id = $3 WHERE workspace_id = $1', [
    workspaceId,
    last.transaction_id,
    last.id,
  ]);
  // Each is passed once, and was looked at before if it is late.
  for (const entry of onMemories) if (entry.is_settled) observeLag(Number(entry.age_us) / 1e6);
  return entries.length === maxEntries;
}
