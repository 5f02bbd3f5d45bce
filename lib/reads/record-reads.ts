import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Instant } from '@/lib/clock/instant';

import { flushReads } from './flush-reads';
import { bufferOf, holder } from './internal';
import type { Buffered } from './internal';
import type { ReadKind } from './schema';

const flushEveryMs = 1000;
const hourUs = 3_600_000_000n;

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

function countSession(
  buffer: Buffered,
  sessionId: string,
  seen: SeenVersion,
  kind: ReadKind,
  at: Instant,
): void {
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
