import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';

import { presentSession } from './internal';
import type { SessionRow } from './internal';
import type { SessionResource } from './schema';

/** Of a session that wrote without end only the newest versions are counted, so that a page of sessions costs little. */
const countedWrites = 1000;

type Figures = {
  id: string;
  write_count: number;
  memory_count: number;
  lost_bytes: bigint;
  imported_count: number;
  last_written_at: bigint | null;
  last_read_at: bigint | null;
  models: string[] | null;
};

// Redaction takes the size away, so nothing is known of what was lost there: greatest() passes over it.
const select = `
  SELECT s.id, w.*, (SELECT max(r.last_at) FROM session_read r WHERE r.workspace_id = $1 AND r.session_id = s.id) AS last_read_at
  FROM unnest($2::text[]) AS s (id), LATERAL (
    SELECT count(*)::integer AS write_count, count(DISTINCT v.memory_id)::integer AS memory_count,
      coalesce(sum(greatest(0, p.content_size_bytes - CASE WHEN v.operation = 'deleted' THEN 0 ELSE v.content_size_bytes END)), 0)::bigint AS lost_bytes,
      (count(*) FILTER (WHERE v.imported_by_id IS NOT NULL))::integer AS imported_count, max(v.recorded_at) AS last_written_at,
      array_agg(DISTINCT v.model) FILTER (WHERE v.model IS NOT NULL) AS models
    FROM (
      SELECT * FROM memory_version n WHERE n.workspace_id = $1 AND n.actor_type = 'session_actor' AND n.actor_id = s.id
      ORDER BY n.recorded_at DESC, n.id DESC LIMIT $3
    ) v LEFT JOIN memory_version p ON p.workspace_id = $1 AND p.memory_id = v.memory_id AND p.number = v.number - 1
  ) w`;

async function findFigures(
  query: Query,
  workspaceId: string,
  sessionIds: readonly string[],
): Promise<Map<string, Figures>> {
  const rows = await query<Figures>(select, [workspaceId, sessionIds, countedWrites]);
  return new Map(rows.map((row) => [row.id, row]));
}

function latest(...times: (bigint | null)[]): bigint {
  return times.reduce<bigint>((newest, time) => (time !== null && time > newest ? time : newest), 0n);
}

function present(session: SessionRow, figures: Figures): SessionResource {
  const { last_written_at: writtenAt, last_read_at: readAt } = figures;
  return {
    ...presentSession(session),
    governance: {
      trust_tier: session.trustTier,
      created_by: presentActor(session.createdByType, session.createdById),
      models: figures.models ?? [],
      writes: {
        count: figures.write_count,
        memory_count: figures.memory_count,
        lost_bytes: Number(figures.lost_bytes),
        imported_count: figures.imported_count,
        is_complete: figures.write_count < countedWrites,
        last_at: formatOptionalInstant(writtenAt),
      },
      last_active_at: formatInstant(latest(session.createdAt, writtenAt, readAt)),
    },
  };
}

/** Sessions with what is counted of them, in the order in which they come. */
export async function presentGoverned(
  actor: Actor,
  sessions: readonly SessionRow[],
): Promise<SessionResource[]> {
  const ids = sessions.map(({ id }) => id);
  const figures = await readWorkspace(actor, (query) => findFigures(query, actor.workspaceId, ids));
  return sessions.map((session) => present(session, figures.get(session.id)!));
}
