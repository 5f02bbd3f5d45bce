import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import { forbidden, notFound } from '@/lib/errors/app-error';
import type { Query } from '@/lib/db/database';
import type { PriorKnowledge } from '@/lib/reads/schema';
import { storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';

import { decodeContent } from './content';
import { canReadHistory, canSeeGovernance } from './policy';
import type { OriginKind, VersionOperation, VersionResource } from './schema';

export type VersionRow = {
  id: string;
  memory_store_id: string;
  memory_id: string;
  number: number;
  operation: VersionOperation;
  path: string | null;
  content_sha256: string | null;
  content_size_bytes: number | null;
  actor_type: string;
  actor_id: string;
  trust_tier: string;
  agent: string | null;
  model: string | null;
  tool: string | null;
  occurred_at: bigint | null;
  recorded_at: bigint;
  imported_by_type: string | null;
  imported_by_id: string | null;
  origin_kind: OriginKind | null;
  origin_version_id: string | null;
  redacted_at: bigint | null;
  redacted_by_type: string | null;
  redacted_by_id: string | null;
  /** Present in a full view only. */
  body?: Uint8Array | null;
};

/** Spelt out, because a prepared `*` fails once a newer release adds a column. */
export const versionColumns = `v.id, v.memory_store_id, v.memory_id, v.number, v.operation, v.path, v.content_sha256, v.content_size_bytes,
  v.actor_type, v.actor_id, v.trust_tier, v.agent, v.model, v.tool, v.occurred_at, v.recorded_at, v.imported_by_type, v.imported_by_id,
  v.origin_kind, v.origin_version_id, v.redacted_at, v.redacted_by_type, v.redacted_by_id`;

function presentOptionalActor(type: string | null, actorId: string | null) {
  return type === null || actorId === null ? null : presentActor(type, actorId);
}

export function presentVersion(row: VersionRow, knowledge?: PriorKnowledge | null): VersionResource {
  return {
    id: row.id,
    type: 'memory_version',
    memory_store_id: row.memory_store_id,
    memory_id: row.memory_id,
    operation: row.operation,
    path: row.path,
    content: row.body ? decodeContent(row.body) : null,
    content_sha256: row.content_sha256,
    content_size_bytes: row.content_size_bytes,
    created_at: formatInstant(row.recorded_at),
    created_by: presentActor(row.actor_type, row.actor_id),
    redacted_at: formatOptionalInstant(row.redacted_at),
    redacted_by: presentOptionalActor(row.redacted_by_type, row.redacted_by_id),
    ...(knowledge !== undefined && {
      governance: {
        number: row.number,
        trust_tier: row.trust_tier,
        prior_knowledge: knowledge,
        agent: row.agent,
        model: row.model,
        tool: row.tool,
        occurred_at: formatOptionalInstant(row.occurred_at),
        imported_by: presentOptionalActor(row.imported_by_type, row.imported_by_id),
        origin:
          row.origin_kind && row.origin_version_id
            ? { kind: row.origin_kind, memory_version_id: row.origin_version_id }
            : null,
      },
    }),
  };
}

export function versionNotFound(versionId: string) {
  return notFound(`memory version \`${versionId.slice(0, 64)}\` not found`);
}

export function assertMaySeeGovernance(actor: Actor, include: 'governance' | undefined): void {
  if (include === 'governance' && !canSeeGovernance(actor)) {
    throw forbidden('include=governance is for people and operator keys');
  }
}

/**
 * What an agent may see of history: nothing of a withheld memory, and nothing newer than what it is served. `v` is the version's alias.
 * A scalar, not an EXISTS, which the planner may turn into a join with every memory of the workspace.
 */
export const visibleToAgents = `(
  SELECT NOT is_withheld(m) AND (m.served_version_id = m.head_version_id OR v.number <= (SELECT s.number FROM memory_version s
      WHERE s.workspace_id = m.workspace_id AND s.id = m.served_version_id))
  FROM memory m WHERE m.workspace_id = v.workspace_id AND m.id = v.memory_id)`;

export function assertMayReadHistory(actor: Actor, storeId: string): void {
  if (!canReadHistory(actor)) throw forbidden('reading versions needs the scope history:read');
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
}

/** For a list, which asks nothing else of the store: one whose purge is still under way shows nothing. Wants workspace and store as $1 and $2. */
export const storeIsLive = `EXISTS (
  SELECT 1 FROM memory_store live WHERE live.workspace_id = $1 AND live.id = $2 AND live.deleted_at IS NULL)`;

export async function assertStoreExists(query: Query, workspaceId: string, storeId: string): Promise<void> {
  const rows = await query(
    'SELECT 1 FROM memory_store WHERE workspace_id = $1 AND id = $2 AND deleted_at IS NULL',
    [workspaceId, storeId],
    'store_exists',
  );
  if (rows.length === 0) throw storeNotFound(storeId);
}
