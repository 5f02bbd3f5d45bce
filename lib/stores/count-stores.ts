import 'server-only';

import type { Query } from '@/lib/db/database';

/** A write that began before a count and was committed after it is in no count: longer than any transaction may take. */
const longestTransactionUs = 30_000_000;
/** A count holds for this long for each memory in it, so that stores that are written all the time cost a hundredth of one processor at most. */
const holdsForUsPerMemory = 100;

const lastWrite = `(SELECT v.recorded_at FROM memory_version v WHERE v.workspace_id = s.workspace_id AND v.memory_store_id = s.id
  ORDER BY v.recorded_at DESC, v.id DESC LIMIT 1)`;

const findStale = `
  SELECT s.id FROM memory_store s LEFT JOIN memory_store_size z ON z.workspace_id = s.workspace_id AND z.memory_store_id = s.id
  WHERE s.workspace_id = $1 AND s.deleted_at IS NULL AND ($2::text[] IS NULL OR s.id = ANY ($2))
    AND (z.counted_at IS NULL OR (z.counted_at < now_us() - z.memory_count::bigint * ${holdsForUsPerMemory}
      AND (z.memory_count <> s.memory_count OR ${lastWrite} >= z.counted_at - ${longestTransactionUs})))
  ORDER BY s.id`;

const recount = `
  INSERT INTO memory_store_size AS z (workspace_id, memory_store_id, memory_count, content_size_bytes, version_count, counted_at)
  SELECT $1, stale.id, counted.memory_count, counted.content_size_bytes, counted.version_count, now_us()
  FROM unnest($2::text[]) AS stale(id), LATERAL (
    SELECT count(m.path) AS memory_count, coalesce(sum(m.content_size_bytes), 0) AS content_size_bytes, coalesce(sum(m.version_number), 0) AS version_count
    FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = stale.id
  ) AS counted
  ON CONFLICT (workspace_id, memory_store_id) DO UPDATE SET memory_count = excluded.memory_count,
    content_size_bytes = excluded.content_size_bytes, version_count = excluded.version_count, counted_at = excluded.counted_at
    WHERE z.counted_at < excluded.counted_at`;

/**
 * Counts the bytes and versions of stores that were written since they were last counted; of all stores of the workspace when no ids
 * are given. They are not kept up to date by the writes, which would wait for each other at one row.
 */
export async function countStores(
  query: Query,
  workspaceId: string,
  storeIds: readonly string[] | null,
): Promise<void> {
  const stale = await query<{ id: string }>(findStale, [workspaceId, storeIds], 'stale_counts');
  if (stale.length === 0) return;
  // In order of their ids, so that two who count at once do not wait for each other in a circle.
  const ids = stale.map((store) => store.id);
  await query(recount, [workspaceId, ids]);
}
