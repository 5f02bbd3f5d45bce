import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant, weekUs } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { countTroubledJobs, listTroubledJobs } from '@/lib/jobs/troubled-jobs';
import type { TroubledState } from '@/lib/jobs/troubled-jobs';
import { flushReads } from '@/lib/reads/flush-reads';

import { countChanges, findChanges } from './internal';
import type { Place } from './internal';
import type { JobResource, JobsQuery } from './job';
import { canSeeOverview } from './policy';
import { presentJob } from './present-job';
import { usualDays, usualShare } from './schema';
import type {
  BoundedCount,
  BusyStore,
  ChangesQuery,
  DestructiveChange,
  OverviewResource,
  WritesOfHour,
} from './schema';
import { noWrites } from './write-bars';

const maxWorst = 5;
const maxStores = 6;
const maxJobs = 5;
/** More than these nobody counts by hand; the list behind goes on. */
const maxCounted = 10_000;

function assertMaySee(actor: Actor): void {
  if (!canSeeOverview(actor))
    throw forbidden('the overview needs the scope memories:read or audit:read, and agents do not see it');
}

type HourRow = { hour_us: string; actor_type: keyof WritesOfHour['counts']; count: number };
type WeekRow = { hours: HourRow[]; stores: BusyStore[]; store_count: number };

/** The week's writes by hour and by store, read once, store by store along the key, so that what is older costs nothing. */
const selectWeek = `
  WITH written AS MATERIALIZED (
    SELECT h.memory_store_id, h.hour_us, h.actor_type, sum(h.write_count + h.imported_count)::int AS count
    FROM memory_store s, LATERAL (
      SELECT * FROM memory_store_write_hour h WHERE h.workspace_id = $1 AND h.memory_store_id = s.id AND h.hour_us > (SELECT now_us()) - $2
    ) AS h
    WHERE s.workspace_id = $1 AND s.deleted_at IS NULL
    GROUP BY GROUPING SETS ((h.hour_us, h.actor_type), (h.memory_store_id))
  ), busiest AS MATERIALIZED (
    SELECT s.id AS memory_store_id, s.name, r.count AS read_count_7d, coalesce(w.count, 0) AS write_count_7d, count(*) OVER () AS store_count
    FROM memory_store s LEFT JOIN written w ON w.memory_store_id = s.id,
      LATERAL (SELECT coalesce(sum(h.read_count), 0) AS count FROM memory_store_read_hour h
        WHERE h.workspace_id = $1 AND h.memory_store_id = s.id AND h.hour_us > (SELECT now_us()) - $2 AND h.actor_kind = 'agent') AS r
    WHERE s.workspace_id = $1 AND s.deleted_at IS NULL
    ORDER BY r.count DESC, coalesce(w.count, 0) DESC, s.id DESC LIMIT ${maxStores}
  )
  SELECT
    (SELECT coalesce(json_agg(json_build_object('hour_us', w.hour_us::text, 'actor_type', w.actor_type, 'count', w.count) ORDER BY w.hour_us), '[]')
      FROM written w WHERE w.hour_us IS NOT NULL) AS hours,
    (SELECT coalesce(json_agg(json_build_object('memory_store_id', b.memory_store_id, 'name', b.name, 'read_count_7d', b.read_count_7d,
        'write_count_7d', b.write_count_7d) ORDER BY b.read_count_7d DESC, b.write_count_7d DESC, b.memory_store_id DESC), '[]') FROM busiest b) AS stores,
    (SELECT coalesce(max(b.store_count), 0)::int FROM busiest b) AS store_count`;

function toHours(rows: readonly HourRow[]): WritesOfHour[] {
  const hours = new Map<string, WritesOfHour>();
  for (const { hour_us: hour, actor_type: type, count } of rows) {
    const known = hours.get(hour) ?? { hour: formatInstant(BigInt(hour)), counts: noWrites() };
    known.counts[type] = count;
    hours.set(hour, known);
  }
  return [...hours.values()];
}

async function readWeek(query: Query, actor: Actor) {
  const [week] = await query<WeekRow>(selectWeek, [actor.workspaceId, weekUs]);
  const { hours, ...busiest } = week!;
  return { writes: toHours(hours), ...busiest };
}

/** Both conditions are those of an index of their own: nothing else of the memories is read. */
const unserved = {
  withheld:
    '(m.archived_at IS NOT NULL OR m.restricted_at IS NOT NULL OR m.quarantined_at IS NOT NULL) AND is_withheld(m)',
  archived: 'm.archived_at IS NOT NULL',
};

async function countMemories(
  query: Query,
  actor: Actor,
  state: keyof typeof unserved,
): Promise<BoundedCount> {
  const [row] = await query<{ count: number }>(
    `SELECT count(*)::int AS count FROM (
       SELECT 1 FROM memory_store s, LATERAL (
         SELECT 1 FROM memory m
         WHERE m.workspace_id = $1 AND m.memory_store_id = s.id AND m.path IS NOT NULL AND ${unserved[state]} LIMIT ${maxCounted + 1}
       ) AS found
       WHERE s.workspace_id = $1 AND s.deleted_at IS NULL LIMIT ${maxCounted + 1}
     ) AS counted`,
    [actor.workspaceId],
  );
  const count = row?.count ?? 0;
  return { count: Math.min(count, maxCounted), is_exact: count <= maxCounted };
}

/**
 * Where one memory in twenty is asked for and thousands are enough, the planner would try its luck with all of them: it may not, up to
 * the end of the transaction, and so this is read last.
 */
async function readMemories(query: Query, actor: Actor): Promise<OverviewResource['memories']> {
  await query(`SELECT set_config('enable_seqscan', 'off', true)`);
  return {
    withheld: await countMemories(query, actor, 'withheld'),
    archived: await countMemories(query, actor, 'archived'),
  };
}

async function readJobs(query: Query, actor: Actor): Promise<OverviewResource['jobs']> {
  const { workspaceId } = actor;
  const counts = await countTroubledJobs(query, workspaceId);
  const any = counts.failed + counts.retrying > 0;
  const options = { states: ['failed', 'retry'], after: null, limit: maxJobs } as const;
  const jobs = any ? await listTroubledJobs(query, workspaceId, options) : [];
  return { ...counts, data: jobs.map(presentJob) };
}

/** The database's clock, and whether everything in the trail is counted. */
async function readMoment(query: Query, actor: Actor): Promise<{ at: string; is_current: boolean }> {
  const [row] = await query<{ at: bigint; is_current: boolean }>(
    `SELECT now_us() AS at, NOT EXISTS (
       SELECT 1 FROM audit_entry e WHERE e.workspace_id = $1 AND (e.transaction_id, e.id) > (
         coalesce((SELECT w.transaction_id FROM write_progress w WHERE w.workspace_id = $1), 0),
         coalesce((SELECT w.entry_id FROM write_progress w WHERE w.workspace_id = $1), ''))) AS is_current`,
    [actor.workspaceId],
  );
  return { at: formatInstant(row!.at), is_current: row!.is_current };
}

/**
 * What needs a person now, from what is kept ready: nothing in it grows with the number of memories. For people, auditors and operator
 * keys; paths only for who may read memories.
 */
export async function retrieveOverview(actor: Actor): Promise<OverviewResource> {
  assertMaySee(actor);
  const filters = {
    operation: 'modified',
    state: 'open',
    min_share: usualShare,
    within_days: usualDays,
  } as const;
  return readWorkspace(actor, async (query) => {
    const moment = await readMoment(query, actor);
    const worst = await findChanges(query, actor, { filters, after: null, limit: maxWorst });
    return {
      type: 'overview',
      ...moment,
      destructive_changes: {
        modified: await countChanges(query, actor, 'modified'),
        deleted: await countChanges(query, actor, 'deleted'),
        worst: worst.data,
      },
      ...(await readWeek(query, actor)),
      jobs: await readJobs(query, actor),
      memories: await readMemories(query, actor),
    };
  });
}

/** A page of changes that took much of a text away. Metadata for people, auditors and operator keys; paths for who may read memories. */
export async function listDestructiveChanges(
  actor: Actor,
  { limit, page, ...filters }: ChangesQuery,
): Promise<{ data: DestructiveChange[]; next_page: string | null }> {
  assertMaySee(actor);
  const listing = ['destructive_changes', actor.workspaceId, JSON.stringify(filters)];
  const after = page === undefined ? null : (openCursor(page, listing) as Place);
  await flushReads();
  return readWorkspace(actor, async (query) => {
    const { data, next } = await findChanges(query, actor, { filters, after, limit });
    return { data, next_page: next ? sealCursor(next, listing) : null };
  });
}

type JobPlace = { createdUs: string; id: string };

/** A page of jobs that failed, for good or for now, newest first. For people, auditors and operator keys. */
export async function listJobs(
  actor: Actor,
  { limit, page, state }: JobsQuery,
): Promise<{ data: JobResource[]; next_page: string | null }> {
  assertMaySee(actor);
  const listing = ['jobs', actor.workspaceId, state];
  const after = page === undefined ? null : (openCursor(page, listing) as JobPlace);
  const queued: Record<string, TroubledState[]> = { failed: ['failed'], retrying: ['retry'] };
  const states = state === undefined ? Object.values(queued).flat() : queued[state]!;
  const found = await readWorkspace(actor, (query) =>
    listTroubledJobs(query, actor.workspaceId, { states, after, limit: limit + 1 }),
  );
  const last = found.length > limit ? found[limit - 1] : undefined;
  return {
    data: found.slice(0, limit).map(presentJob),
    next_page: last
      ? sealCursor({ createdUs: String(last.created_us), id: last.id } satisfies JobPlace, listing)
      : null,
  };
}
