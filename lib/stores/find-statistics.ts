import 'server-only';

import { formatInstant, formatOptionalInstant, weekUs } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';

import { countStores } from './count-stores';
import type { StoreStatistics } from './schema';

type Row = {
  id: string;
  memory_count: number;
  content_size_bytes: bigint;
  version_count: bigint;
  counted_at: bigint;
  last_write_at: bigint | null;
  read_count: bigint;
  delivered_count: bigint;
};

const select = `
  SELECT s.id, s.memory_count, z.content_size_bytes, z.version_count, z.counted_at, r.read_count, r.delivered_count,
    (SELECT v.recorded_at FROM memory_version v WHERE v.workspace_id = s.workspace_id AND v.memory_store_id = s.id
      ORDER BY v.recorded_at DESC, v.id DESC LIMIT 1) AS last_write_at
  FROM memory_store s JOIN memory_store_size z ON z.workspace_id = s.workspace_id AND z.memory_store_id = s.id,
    LATERAL (SELECT coalesce(sum(h.read_count), 0) AS read_count, coalesce(sum(h.delivered_count), 0) AS delivered_count
      FROM memory_store_read_hour h
      WHERE h.workspace_id = $1 AND h.memory_store_id = s.id AND h.hour_us > (SELECT now_us()) - $3 AND h.actor_kind = 'agent') AS r
  WHERE s.workspace_id = $1 AND s.id = ANY ($2)`;

/** What people see of each of the given stores beside its name and dates, by id. Reads are those by agents, up to a second ago. */
export async function findStatistics(
  query: Query,
  workspaceId: string,
  storeIds: readonly string[],
): Promise<Map<string, StoreStatistics>> {
  await countStores(query, workspaceId, storeIds);
  const rows = await query<Row>(select, [workspaceId, storeIds, weekUs], 'store_statistics');
  return new Map(
    rows.map((row) => [
      row.id,
      {
        memory_count: row.memory_count,
        content_size_bytes: Number(row.content_size_bytes),
        version_count: Number(row.version_count),
        counted_at: formatInstant(row.counted_at),
        last_write_at: formatOptionalInstant(row.last_write_at),
        reads: {
          read_count_7d: Number(row.read_count),
          delivered_count_7d: Number(row.delivered_count),
        },
      },
    ]),
  );
}
