import 'server-only';

import { findDatabase } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { logger } from '@/lib/logger/logger';
import { counter } from '@/lib/telemetry/metrics';

import { holder } from './internal';
import type { Buffered } from './internal';

/** Reads of a memory that was purged meanwhile are dropped: their rows would stay behind for good. */
const ofKnownMemories = 'JOIN memory m ON m.workspace_id = $1 AND m.id = r.memory_id';

const upsertHours = `
  INSERT INTO memory_read_hour AS h (workspace_id, memory_id, hour_us, actor_kind, read_count, delivered_count)
  SELECT $1, r.memory_id, r.hour_us, r.actor_kind, r.read_count, r.delivered_count
    FROM jsonb_to_recordset($2::jsonb) AS r(memory_id text, hour_us bigint, actor_kind text, read_count int, delivered_count int)
    ${ofKnownMemories}
    ORDER BY r.memory_id, r.hour_us, r.actor_kind
  ON CONFLICT (workspace_id, memory_id, hour_us, actor_kind) DO UPDATE
    SET read_count = h.read_count + excluded.read_count, delivered_count = h.delivered_count + excluded.delivered_count`;

const upsertStoreHours = `
  INSERT INTO memory_store_read_hour AS h (workspace_id, memory_store_id, hour_us, actor_kind, read_count, delivered_count)
  SELECT $1, m.memory_store_id, r.hour_us, r.actor_kind, sum(r.read_count), sum(r.delivered_count)
    FROM jsonb_to_recordset($2::jsonb) AS r(memory_id text, hour_us bigint, actor_kind text, read_count int, delivered_count int)
    ${ofKnownMemories}
    GROUP BY m.memory_store_id, r.hour_us, r.actor_kind ORDER BY m.memory_store_id, r.hour_us, r.actor_kind
  ON CONFLICT (workspace_id, memory_store_id, hour_us, actor_kind) DO UPDATE
    SET read_count = h.read_count + excluded.read_count, delivered_count = h.delivered_count + excluded.delivered_count`;

const upsertSessions = `
  INSERT INTO session_read AS s (workspace_id, session_id, memory_id, memory_version_id, kind, read_count, first_at, last_at)
  SELECT $1, r.session_id, r.memory_id, r.memory_version_id, r.kind, r.read_count, r.first_at, r.last_at
    FROM jsonb_to_recordset($2::jsonb) AS r(session_id text, memory_id text, memory_version_id text, kind text, read_count int, first_at bigint, last_at bigint)
    ${ofKnownMemories}
    ORDER BY r.session_id, r.memory_id, r.memory_version_id, r.kind
  ON CONFLICT (workspace_id, session_id, memory_id, memory_version_id, kind) DO UPDATE
    SET read_count = s.read_count + excluded.read_count, first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at)`;

const lost = counter({
  name: 'palimpsest_recorded_reads_lost_total',
  help: 'Counts of recorded reads that could not be written.',
  labels: [],
}).of({});

async function writeBuffer({ actor, hours, sessions }: Buffered): Promise<void> {
  await readWorkspace(actor, async (query) => {
    const counts = [actor.workspaceId, JSON.stringify([...hours.values()])];
    await query(upsertHours, counts);
    if (sessions.size > 0)
      await query(upsertSessions, [actor.workspaceId, JSON.stringify([...sessions.values()])]);
    // Last, because other processes wait for the row of a store that many read.
    await query(upsertStoreHours, counts);
  });
}

async function writeAll(): Promise<void> {
  const buffers = [...holder.buffers.values()];
  holder.buffers.clear();
  for (const buffer of buffers) {
    if (!findDatabase()) return;
    await writeBuffer(buffer).catch((error: unknown) => {
      lost.value += buffer.hours.size;
      logger().error({ err: error, lost: buffer.hours.size }, 'recorded reads were lost');
    });
  }
}

/** Writes what is buffered, after whatever is being written already. */
export function flushReads(): Promise<void> {
  clearTimeout(holder.timer);
  holder.timer = undefined;
  holder.flushing = holder.flushing.then(writeAll);
  return holder.flushing;
}
