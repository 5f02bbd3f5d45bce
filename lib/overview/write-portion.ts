import 'server-only';

import { systemActor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';

import { recentUs } from './portion';
import type { Portion, Written } from './portion';

export type Destroyed = { version: Written; bytes: number; share: number };

const hourUs = 3_600_000_000n;

/** Moves on from exactly where the portion was read: whoever read the same one and comes second, changes nothing. */
const moveOn = `
  INSERT INTO write_progress AS w (workspace_id, transaction_id, entry_id, walked_memory_id, walked_number) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (workspace_id) DO UPDATE SET transaction_id = excluded.transaction_id, entry_id = excluded.entry_id,
    walked_memory_id = excluded.walked_memory_id, walked_number = excluded.walked_number
  WHERE (w.transaction_id, w.entry_id, w.walked_memory_id, w.walked_number) = ($6, $7, $8, $9)
  RETURNING workspace_id`;

const addHours = `
  INSERT INTO memory_store_write_hour AS h (workspace_id, memory_store_id, hour_us, actor_type, write_count)
  SELECT $1, s.id, r.hour_us, r.actor_type, r.write_count
  FROM json_to_recordset($2::json) AS r (memory_store_id text, hour_us bigint, actor_type text, write_count int)
    JOIN memory_store s ON s.workspace_id = $1 AND s.id = r.memory_store_id
  ORDER BY s.id, r.hour_us, r.actor_type
  ON CONFLICT (workspace_id, memory_store_id, hour_us, actor_type) DO UPDATE SET write_count = h.write_count + excluded.write_count`;

/** Counts all that imports brought into these stores, so that it may be done twice. */
const countImported = `
  INSERT INTO memory_store_write_hour AS h (workspace_id, memory_store_id, hour_us, actor_type, imported_count)
  SELECT $1, v.memory_store_id, v.recorded_at - v.recorded_at % ${hourUs}, v.actor_type, count(*)
  FROM memory_version v
  WHERE v.workspace_id = $1 AND v.memory_store_id = ANY ($2) AND v.imported_by_type IS NOT NULL AND v.recorded_at > (SELECT now_us()) - ${recentUs}
  GROUP BY 2, 3, 4
  ON CONFLICT (workspace_id, memory_store_id, hour_us, actor_type) DO UPDATE SET imported_count = excluded.imported_count`;

const addDestroyed = `
  INSERT INTO destructive_change (workspace_id, memory_version_id, memory_store_id, memory_id, previous_version_id, operation, lost_share, lost_bytes, recorded_at)
  SELECT $1, v.id, v.memory_store_id, v.memory_id, r.previous_id, v.operation, r.share, r.bytes, v.recorded_at
  FROM json_to_recordset($2::json) AS r (id text, previous_id text, share double precision, bytes int)
    JOIN memory_version v ON v.workspace_id = $1 AND v.id = r.id
  ON CONFLICT DO NOTHING`;

/** The lost text came back, byte for byte, or somebody put an earlier one there. */
const settlePutBack = `
  UPDATE destructive_change d SET settled_at = now_us()
  FROM memory_version v, memory_version own
  WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND d.workspace_id = $1 AND d.memory_id = v.memory_id AND d.settled_at IS NULL
    AND own.workspace_id = $1 AND own.id = d.memory_version_id AND own.number < v.number
    AND (v.origin_kind IN ('restored', 'reverted') OR v.content_sha256 = (
      SELECT p.content_sha256 FROM memory_version p WHERE p.workspace_id = $1 AND p.id = d.previous_version_id))`;

const settleRedacted = `
  UPDATE destructive_change d SET settled_at = now_us()
  FROM memory_version v
  WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND d.workspace_id = $1 AND d.memory_id = v.memory_id AND d.settled_at IS NULL
    AND v.id IN (d.memory_version_id, d.previous_version_id)`;

function sumUp(written: readonly Written[]) {
  const hours = new Map<
    string,
    { memory_store_id: string; hour_us: string; actor_type: string; write_count: number }
  >();
  for (const { memory_store_id: storeId, recorded_at: at, actor_type: actorType } of written) {
    const hour = String(at - (at % hourUs));
    const key = `${storeId}/${hour}/${actorType}`;
    const known = hours.get(key);
    if (known) known.write_count += 1;
    else hours.set(key, { memory_store_id: storeId, hour_us: hour, actor_type: actorType, write_count: 1 });
  }
  return [...hours.values()];
}

async function count(query: Query, workspaceId: string, portion: Portion): Promise<void> {
  if (portion.isCounted) await query(addHours, [workspaceId, JSON.stringify(sumUp(portion.written))]);
  if (portion.importedStoreIds.length > 0)
    await query(countImported, [workspaceId, portion.importedStoreIds]);
}

/** Keeps what a portion came to, all of it or nothing. Resolves to false when somebody else has done that portion meanwhile. */
export function writePortion(
  workspaceId: string,
  portion: Portion,
  destroyed: readonly Destroyed[],
): Promise<boolean> {
  const { before, after, written, redactedIds } = portion;
  const placeOf = (at: Portion['after']) => [
    at.transaction_id,
    at.entry_id,
    at.walked_memory_id,
    at.walked_number,
  ];
  const rows = destroyed.map(({ version, bytes, share }) => ({
    id: version.id,
    previous_id: version.previous_id,
    share,
    bytes,
  }));
  return readWorkspace(systemActor(workspaceId, 'overview'), async (query) => {
    const moved = await query(moveOn, [workspaceId, ...placeOf(after), ...placeOf(before)]);
    if (moved.length === 0) return false;
    await count(query, workspaceId, portion);
    if (rows.length > 0) await query(addDestroyed, [workspaceId, JSON.stringify(rows)]);
    const ids = written.filter(({ operation }) => operation !== 'deleted').map(({ id }) => id);
    if (ids.length > 0) await query(settlePutBack, [workspaceId, ids]);
    if (redactedIds.length > 0) await query(settleRedacted, [workspaceId, redactedIds]);
    return true;
  });
}
