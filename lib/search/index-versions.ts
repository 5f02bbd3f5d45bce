import 'server-only';

import type { Query } from '@/lib/db/database';

import { eraSize } from './era';
import { insertRows, toSearchRow } from './search-row';
import type { Findable } from './search-row';

/** What one transaction takes on: the embedded database does nothing else meanwhile. */
const maxVersions = 200;
const maxBytes = 262_144;

type Pending = { id: string; content_size_bytes: number; is_old: boolean; is_indexed: boolean };
type Batch = { workspaceId: string; versions: Findable[]; isOld: boolean };

/**
 * Of the given versions, those whose row is missing or stands among the wrong ones, shown ones first. Locks nothing: the foreign key
 * to the content refuses a row whose text is on its way out.
 */
const selectPending = `
  SELECT v.id, v.content_size_bytes, w.is_old, t.era IS NOT NULL AS is_indexed
  FROM memory_version v JOIN memory m ON m.workspace_id = v.workspace_id AND m.id = v.memory_id
    CROSS JOIN LATERAL (SELECT m.path IS NULL OR v.id NOT IN (m.head_version_id, coalesce(m.served_version_id, '')) AS is_old) w
    LEFT JOIN search_text t ON t.workspace_id = $1 AND t.memory_version_id = v.id
  WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND v.content_sha256 IS NOT NULL
    AND (t.era IS NULL OR (t.era < 0) <> w.is_old)
  ORDER BY w.is_old, v.recorded_at, v.id LIMIT ${maxVersions}`;

function takeWithinBytes(pending: readonly Pending[]): Pending[] {
  let bytes = 0;
  const taken = pending.filter(
    ({ content_size_bytes: size }, index) => (bytes += size) <= maxBytes || index === 0,
  );
  return taken;
}

async function openEra(query: Query, { workspaceId, isOld }: Batch): Promise<number> {
  const [last] = await query<{ era: number; row_count: number }>(
    `SELECT era, row_count FROM search_era WHERE workspace_id = $1 AND (era < 0) = $2 ORDER BY abs(era) DESC LIMIT 1`,
    [workspaceId, isOld],
  );
  if (last && last.row_count < eraSize) return last.era;
  // An era whose rows have all been replaced is a step for nothing in every search.
  await query(
    `DELETE FROM search_era e WHERE workspace_id = $1
       AND NOT EXISTS (SELECT 1 FROM search_text t WHERE t.workspace_id = e.workspace_id AND t.era = e.era)`,
    [workspaceId],
  );
  const number = Math.abs(last?.era ?? 0) + 1;
  return isOld ? -number : number;
}

const countRows = `
  INSERT INTO search_era AS e (workspace_id, era, row_count, first_at, last_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (workspace_id, era) DO UPDATE SET row_count = e.row_count + excluded.row_count,
    first_at = least(e.first_at, excluded.first_at), last_at = greatest(e.last_at, excluded.last_at)`;

async function insertBatch(query: Query, batch: Batch): Promise<void> {
  const { workspaceId, versions } = batch;
  if (versions.length === 0) return;
  const era = await openEra(query, batch);
  const times = versions.map((version) => version.recorded_at).toSorted((a, b) => (a < b ? -1 : 1));
  await query(insertRows, [
    workspaceId,
    JSON.stringify(versions.map((version) => toSearchRow(version, { workspaceId, era }))),
  ]);
  await query(countRows, [workspaceId, era, versions.length, times[0], times.at(-1)]);
}

/**
 * Brings the rows of the given versions to what they should be, as far as one slice goes; running it again does no harm. Resolves to
 * whether nothing is left to do for them. Belongs into a transaction that holds the workspace's indexing lock.
 */
export async function indexVersions(
  query: Query,
  workspaceId: string,
  versionIds: readonly string[],
): Promise<boolean> {
  const pending = await query<Pending>(selectPending, [workspaceId, versionIds]);
  const taken = takeWithinBytes(pending);
  if (taken.length === 0) return true;
  const moved = taken.filter((version) => version.is_indexed).map((version) => version.id);
  if (moved.length > 0) {
    await query('DELETE FROM search_text WHERE workspace_id = $1 AND memory_version_id = ANY ($2)', [
      workspaceId,
      moved,
    ]);
  }
  const old = new Set(taken.filter((version) => version.is_old).map((version) => version.id));
  const versions = await query<Findable>(
    `SELECT v.id, v.memory_id, v.memory_store_id, v.recorded_at, v.actor_type, v.actor_id, v.path, c.body
     FROM memory_version v JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id
     WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND v.path IS NOT NULL ORDER BY v.recorded_at, v.id`,
    [workspaceId, taken.map((version) => version.id)],
  );
  await insertBatch(query, {
    workspaceId,
    versions: versions.filter(({ id }) => !old.has(id)),
    isOld: false,
  });
  await insertBatch(query, { workspaceId, versions: versions.filter(({ id }) => old.has(id)), isOld: true });
  return taken.length === pending.length && pending.length < maxVersions;
}
