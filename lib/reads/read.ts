import 'server-only';

import { formatInstant, weekUs } from '@/lib/clock/instant';
import type { Query } from '@/lib/db/database';
import type { WorkspaceTransaction } from '@/lib/db/workspace';

import type { MemoryReadResource, PriorKnowledge, ReadKind, ReadSummary } from './schema';

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
     FROM memory_read_hour WHERE workspace_id = $1 AND memory_id = ANY ($2) AND hour_us > now_us() - $3 AND actor_kind = 'agent' GROUP BY memory_id`,
    [workspaceId, memoryIds, weekUs],
  );
  return new Map(
    rows.map((row) => [
      row.memory_id,
      { read_count_7d: row.read_count, delivered_count_7d: row.delivered_count },
    ]),
  );
}

/** What one session was shown, in the order in which it first saw it. */
export async function listReadsOfSession(
  tx: WorkspaceTransaction,
  workspaceId: string,
  sessionId: string,
  window: { skip: number; take: number },
): Promise<MemoryReadResource[]> {
  const rows = await tx.sessionRead.findMany({
    where: { workspaceId, sessionId },
    orderBy: [{ firstAt: 'asc' }, { memoryVersionId: 'asc' }, { kind: 'asc' }],
    ...window,
  });
  return rows.map((row) => ({
    type: 'memory_read',
    memory_id: row.memoryId,
    memory_version_id: row.memoryVersionId,
    kind: row.kind as ReadKind,
    count: row.readCount,
    first_at: formatInstant(row.firstAt),
    last_at: formatInstant(row.lastAt),
  }));
}
