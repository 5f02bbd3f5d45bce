import 'server-only';

import { formatInstant, weekUs } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';

import type { PriorKnowledge, ReadKind, ReadSummary, SessionMemoryRead } from './schema';

type KnowledgeRow = { version_id: string; knowledge: PriorKnowledge | null };

/**
 * For versions that a session wrote over an earlier one: what it knew of the memory before. Keyed by version id; all other versions
 * are absent. Null where it cannot be told: versions before it were removed, and the session may have written one of them.
 */
export async function findPriorKnowledge(
  query: Query,
  workspaceId: string,
  versionIds: readonly string[],
): Promise<Map<string, PriorKnowledge | null>> {
  const rows = await query<KnowledgeRow>(
    `SELECT v.id AS version_id, CASE
       WHEN EXISTS (SELECT 1 FROM session_read r WHERE r.workspace_id = $1 AND r.memory_id = v.memory_id AND r.session_id = v.actor_id
         AND r.kind = 'read' AND r.first_at <= v.recorded_at) THEN 'read'
       WHEN EXISTS (SELECT 1 FROM session_read r WHERE r.workspace_id = $1 AND r.memory_id = v.memory_id AND r.session_id = v.actor_id
         AND r.kind = 'delivered' AND r.first_at <= v.recorded_at) THEN 'delivered'
       WHEN EXISTS (SELECT 1 FROM memory_version o WHERE o.workspace_id = $1 AND o.memory_id = v.memory_id AND o.actor_id = v.actor_id
         AND o.number < v.number) THEN 'written'
       WHEN NOT EXISTS (SELECT 1 FROM memory_version o WHERE o.workspace_id = $1 AND o.memory_id = v.memory_id AND o.number = 1)
         OR NOT EXISTS (SELECT 1 FROM memory_version o WHERE o.workspace_id = $1 AND o.memory_id = v.memory_id AND o.number = v.number - 1) THEN NULL
       ELSE 'not_read' END AS knowledge
     FROM memory_version v WHERE v.workspace_id = $1 AND v.id = ANY ($2) AND v.actor_type = 'session_actor' AND v.number > 1`,
    [workspaceId, versionIds],
    'prior_knowledge',
  );
  return new Map(rows.map((row) => [row.version_id, row.knowledge]));
}

type SummaryRow = { memory_id: string; read_count: number; delivered_count: number };

/** Reads by agents in the last seven days for each of the given memories; memories never read are absent. */
export async function findReadSummaries(
  query: Query,
  workspaceId: string,
  memoryIds: readonly string[],
): Promise<Map<string, ReadSummary>> {
  const rows = await query<SummaryRow>(
    `SELECT memory_id, sum(read_count)::int AS read_count, sum(delivered_count)::int AS delivered_count
     FROM memory_read_hour WHERE workspace_id = $1 AND memory_id = ANY ($2) AND hour_us > (SELECT now_us()) - $3 AND actor_kind = 'agent' GROUP BY memory_id`,
    [workspaceId, memoryIds, weekUs],
    'read_summaries',
  );
  return new Map(
    rows.map((row) => [
      row.memory_id,
      { read_count_7d: row.read_count, delivered_count_7d: row.delivered_count },
    ]),
  );
}

type SessionReadRow = {
  memory_id: string;
  memory_version_id: string;
  kind: ReadKind;
  read_count: number;
  first_at: bigint;
  last_at: bigint;
  memory_store_id: string | null;
  memory_path: string | null;
  head_version_id: string | null;
};

type ReadsOfSession = {
  workspaceId: string;
  sessionId: string;
  kind: ReadKind | undefined;
  skip: number;
  take: number;
};

/** What one session was shown, in the order in which it first saw it. A deleted memory has no path, but its last version has. */
export async function listReadsOfSession(
  query: Query,
  { workspaceId, sessionId, kind, skip, take }: ReadsOfSession,
): Promise<SessionMemoryRead[]> {
  const rows = await query<SessionReadRow>(
    `SELECT r.memory_id, r.memory_version_id, r.kind, r.read_count, r.first_at, r.last_at,
       s.id AS memory_store_id, CASE WHEN s.id IS NOT NULL THEN coalesce(m.path, h.path) END AS memory_path,
       CASE WHEN s.id IS NOT NULL THEN m.head_version_id END AS head_version_id
     FROM session_read r
       LEFT JOIN memory m ON m.workspace_id = r.workspace_id AND m.id = r.memory_id
       LEFT JOIN memory_store s ON s.workspace_id = m.workspace_id AND s.id = m.memory_store_id AND s.deleted_at IS NULL
       LEFT JOIN memory_version h ON h.workspace_id = m.workspace_id AND h.id = m.head_version_id
     WHERE r.workspace_id = $1 AND r.session_id = $2 AND ($3::text IS NULL OR r.kind = $3)
     ORDER BY r.first_at, r.memory_version_id, r.kind OFFSET $4 LIMIT $5`,
    [workspaceId, sessionId, kind ?? null, skip, take],
  );
  return rows.map(({ read_count: count, first_at: firstAt, last_at: lastAt, ...row }) => ({
    type: 'memory_read',
    ...row,
    count,
    first_at: formatInstant(firstAt),
    last_at: formatInstant(lastAt),
  }));
}
