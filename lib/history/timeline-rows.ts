import type { ActorResource } from '@/lib/auth/schema';
import type { VersionResource } from '@/lib/versions/schema';

type SessionActor = Extract<ActorResource, { type: 'session_actor' }>;

export type TimelineRow =
  | { kind: 'day'; key: string; at: string }
  /** Several writes of one session, one after the other: newest and oldest say when. */
  | { kind: 'run'; key: string; actor: SessionActor; count: number; newest: string; oldest: string }
  | { kind: 'version'; key: string; version: VersionResource; isInRun: boolean };

function sessionOf(version: VersionResource | undefined): SessionActor | null {
  return version?.created_by?.type === 'session_actor' ? version.created_by : null;
}

/** How many versions from `start` on are of one session and one day. */
function lengthOfRun(
  versions: readonly VersionResource[],
  start: number,
  dayOf: (instant: string) => string,
): number {
  const first = versions[start];
  const session = sessionOf(first);
  if (!first || !session) return 1;
  const end = versions.findIndex(
    (version, index) =>
      index > start &&
      (sessionOf(version)?.session_id !== session.session_id ||
        dayOf(version.created_at) !== dayOf(first.created_at)),
  );
  return (end === -1 ? versions.length : end) - start;
}

/** Versions, newest first, under the day they were written on and the run of the session that wrote them. */
export function toTimelineRows(
  versions: readonly VersionResource[],
  dayOf: (instant: string) => string,
): TimelineRow[] {
  const rows: TimelineRow[] = [];
  let day = '';
  for (let start = 0; start < versions.length;) {
    const count = lengthOfRun(versions, start, dayOf);
    const run = versions.slice(start, start + count);
    const [newest, oldest] = [run[0]!, run.at(-1)!];
    const today = dayOf(newest.created_at);
    if (today !== day) rows.push({ kind: 'day', key: `day ${today}`, at: newest.created_at });
    day = today;
    const actor = sessionOf(newest);
    const isRun = actor !== null && count > 1;
    if (isRun) {
      const times = { newest: newest.created_at, oldest: oldest.created_at };
      rows.push({ kind: 'run', key: `run ${newest.id}`, actor, count, ...times });
    }
    for (const version of run) rows.push({ kind: 'version', key: version.id, version, isInRun: isRun });
    start += count;
  }
  return rows;
}
