import 'server-only';

import { createHash } from 'node:crypto';

import type { WorkspaceTransaction } from '@/lib/db/workspace';

import type { History, PlannedItem } from './classify';
import { describePlan, planItems } from './plan';
import type { SubjectType } from './schema';

export type Scope = {
  workspaceId: string;
  subjectType: SubjectType;
  subjectId: string;
  fromUs: bigint | null;
  untilUs: bigint | null;
};

export type Plan = { items: PlannedItem[]; hash: string };

/** What an import says that somebody wrote, they did not write here. */
const writtenBy = `
  SELECT v.memory_id, min(v.number) AS first_number, count(*)::integer AS own_count FROM memory_version v
  WHERE v.workspace_id = $1 AND v.actor_type = $2 AND v.actor_id = $3 AND v.imported_by_id IS NULL
    AND ($4::bigint IS NULL OR v.recorded_at >= $4) AND ($5::bigint IS NULL OR v.recorded_at <= $5)
  GROUP BY v.memory_id`;

/** A revert wrote one version of each memory, on top of the head that it replaced. */
const writtenByRevert = `
  SELECT v.memory_id, v.number AS first_number, 1 AS own_count FROM revert_item i
  JOIN memory_version v ON v.workspace_id = i.workspace_id AND v.id = i.result_version_id
  WHERE i.workspace_id = $1 AND i.revert_id = $2 AND i.outcome = 'done'`;

const historiesOf = (own: string) => `
  WITH own AS MATERIALIZED (${own})
  SELECT m.id AS memory_id, m.memory_store_id, own.first_number, own.own_count, m.version_number AS head_number,
    m.head_version_id, m.updated_at AS head_at, m.path AS head_path, m.content_sha256 AS head_sha256,
    b.id AS before_id, b.operation AS before_operation, b.path AS before_path, b.content_sha256 AS before_sha256,
    b.redacted_at IS NOT NULL AS is_before_redacted,
    s.archived_at IS NOT NULL AS is_store_archived, s.deleted_at IS NOT NULL AS is_store_deleted
  FROM own JOIN memory m ON m.workspace_id = $1 AND m.id = own.memory_id
    JOIN memory_store s ON s.workspace_id = $1 AND s.id = m.memory_store_id
    LEFT JOIN memory_version b ON b.workspace_id = $1 AND b.memory_id = m.id AND b.number = own.first_number - 1`;

function loadHistories(tx: WorkspaceTransaction, scope: Scope): Promise<History[]> {
  const { workspaceId, subjectType, subjectId, fromUs, untilUs } = scope;
  if (subjectType === 'revert') {
    return tx.$queryRawUnsafe<History[]>(historiesOf(writtenByRevert), workspaceId, subjectId);
  }
  const actorType = subjectType === 'session' ? 'session_actor' : 'api_actor';
  const bounds = [fromUs, untilUs];
  return tx.$queryRawUnsafe<History[]>(historiesOf(writtenBy), workspaceId, actorType, subjectId, ...bounds);
}

/** What reverting the subject would do right now. The hash covers ids and codes, so it says nothing of any text. */
export async function computePlan(tx: WorkspaceTransaction, scope: Scope): Promise<Plan> {
  const items = planItems(await loadHistories(tx, scope));
  return { items, hash: createHash('sha256').update(describePlan(items)).digest('hex') };
}
