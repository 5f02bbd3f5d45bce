import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';
import { findDatabase } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { logger } from '@/lib/logger/logger';

import type { ReadKind } from './schema';

const flushEveryMs = 1000;
const hourUs = 3_600_000_000n;

type HourCount = { memory_id: string; hour_us: string; actor_kind: string; read_count: number; delivered_count: number };
type SessionCount = {
  session_id: string;
  memory_id: string;
  memory_version_id: string;
  kind: ReadKind;
  read_count: number;
  first_at: string;
  last_at: string;
};
type Buffered = { actor: Actor; hours: Map<string, HourCount>; sessions: Map<string, SessionCount> };
type Holder = { buffers: Map<string, Buffered>; timer?: NodeJS.Timeout | undefined; flushing: Promise<void> };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.reads')] ??= {
  buffers: new Map(),
  flushing: Promise.resolve(),
}) as Holder;

/** The recording is the system's own act: it must not fail because a session was archived a moment after it read. */
function bufferOf(actor: Actor): Buffered {
  const known = holder.buffers.get(actor.workspaceId);
  if (known) return known;
  const system: Actor = { ...actor, type: 'system_actor', id: 'reads', role: null, attachments: null, requestId: null };
  const fresh: Buffered = { actor: system, hours: new Map(), sessions: new Map() };
  holder.buffers.set(actor.workspaceId, fresh);
  return fresh;
}

function countHour(buffer: Buffered, memoryId: string, kind: ReadKind, at: Instant, actorKind: string): void {
  const hour = at - (at % hourUs);
  const key = `${memoryId}/${hour}/${actorKind}`;
  const count = buffer.hours.get(key) ?? {
    memory_id: memoryId,
    hour_us: String(hour),
    actor_kind: actorKind,
    read_count: 0,
    delivered_count: 0,
  };
  if (kind === 'read') count.read_count += 1;
  else count.delivered_count += 1;
  buffer.hours.set(key, count);
}

function countSession(buffer: Buffered, sessionId: string, seen: SeenVersion, kind: ReadKind, at: Instant): void {
  const key = `${sessionId}/${seen.memoryVersionId}/${kind}`;
  const count = buffer.sessions.get(key) ?? {
    session_id: sessionId,
    memory_id: seen.memoryId,
    memory_version_id: seen.memoryVersionId,
    kind,
    read_count: 0,
    first_at: String(at),
    last_at: String(at),
  };
  count.read_count += 1;
  // Reads that overlap are noted in the order in which they end.
  if (at < BigInt(count.first_at)) count.first_at = String(at);
  if (at > BigInt(count.last_at)) count.last_at = String(at);
  buffer.sessions.set(key, count);
}

export type SeenVersion = { memoryId: string; memoryVersionId: string };

/**
 * Notes that content was shown, for the counters by the hour and the record by session. Costs the reader nothing: it is buffered
 * and written within a second, so a crash may lose at most that second. `at` is the database's clock when it was read.
 */
export function recordReads(actor: Actor, seen: readonly SeenVersion[], kind: ReadKind, at: Instant): void {
  if (seen.length === 0) return;
  const buffer = bufferOf(actor);
  for (const each of seen) {
    countHour(buffer, each.memoryId, kind, at, actor.isAgent ? 'agent' : actor.type);
    if (actor.type === 'session_actor') countSession(buffer, actor.id, each, kind, at);
  }
  holder.timer ??= setTimeout(() => void flushReads(), flushEveryMs).unref();
}

const upsertHours = `
  INSERT INTO memory_read_hour AS h (workspace_id, memory_id, hour_us, actor_kind, read_count, delivered_count)
  SELECT $1, r.memory_id, r.hour_us, r.actor_kind, r.read_count, r.delivered_count
    FROM jsonb_to_recordset($2::jsonb) AS r(memory_id text, hour_us bigint, actor_kind text, read_count int, delivered_count int)
    ORDER BY r.memory_id, r.hour_us, r.actor_kind
  ON CONFLICT (workspace_id, memory_id, hour_us, actor_kind) DO UPDATE
    SET read_count = h.read_count + excluded.read_count, delivered_count = h.delivered_count + excluded.delivered_count`;

const upsertSessions = `
  INSERT INTO session_read AS s (workspace_id, session_id, memory_id, memory_version_id, kind, read_count, first_at, last_at)
  SELECT $1, r.session_id, r.memory_id, r.memory_version_id, r.kind, r.read_count, r.first_at, r.last_at
    FROM jsonb_to_recordset($2::jsonb) AS r(session_id text, memory_id text, memory_version_id text, kind text, read_count int, first_at bigint, last_at bigint)
    ORDER BY r.session_id, r.memory_id, r.memory_version_id, r.kind
  ON CONFLICT (workspace_id, session_id, memory_id, memory_version_id, kind) DO UPDATE
    SET read_count = s.read_count + excluded.read_count, first_at = least(s.first_at, excluded.first_at), last_at = greatest(s.last_at, excluded.last_at)`;

async function writeBuffer({ actor, hours, sessions }: Buffered): Promise<void> {
  await readWorkspace(actor, async (query) => {
    await query(upsertHours, [actor.workspaceId, JSON.stringify([...hours.values()])]);
    if (sessions.size > 0) await query(upsertSessions, [actor.workspaceId, JSON.stringify([...sessions.values()])]);
  });
}

async function writeAll(): Promise<void> {
  const buffers = [...holder.buffers.values()];
  holder.buffers.clear();
  for (const buffer of buffers) {
    if (!findDatabase()) return;
    await writeBuffer(buffer).catch((error: unknown) => {
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
