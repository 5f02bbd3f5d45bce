import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { registerGauge } from '@/lib/telemetry/metrics';

import type { ReadKind } from './schema';

export type HourCount = {
  memory_id: string;
  hour_us: string;
  actor_kind: string;
  read_count: number;
  delivered_count: number;
};
export type SessionCount = {
  session_id: string;
  memory_id: string;
  memory_version_id: string;
  kind: ReadKind;
  read_count: number;
  first_at: string;
  last_at: string;
};
export type Buffered = { actor: Actor; hours: Map<string, HourCount>; sessions: Map<string, SessionCount> };
export type Holder = {
  buffers: Map<string, Buffered>;
  timer?: NodeJS.Timeout | undefined;
  flushing: Promise<void>;
};
export const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.reads')] ??= {
  buffers: new Map(),
  flushing: Promise.resolve(),
}) as Holder;

registerGauge({
  name: 'palimpsest_recorded_reads_buffered',
  help: 'Counts of recorded reads that wait to be written: what a crash would lose.',
  read: () =>
    [...holder.buffers.values()].reduce((sum, { hours, sessions }) => sum + hours.size + sessions.size, 0),
});

/** The recording is the system's own act: it must not fail because a session was archived a moment after it read. */
export function bufferOf(actor: Actor): Buffered {
  const known = holder.buffers.get(actor.workspaceId);
  if (known) return known;
  const system: Actor = {
    ...actor,
    type: 'system_actor',
    id: 'reads',
    role: null,
    attachments: null,
    requestId: null,
  };
  const fresh: Buffered = { actor: system, hours: new Map(), sessions: new Map() };
  holder.buffers.set(actor.workspaceId, fresh);
  return fresh;
}
