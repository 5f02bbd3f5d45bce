import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { presentActor } from '@/lib/auth/schema';
import { formatInstant } from '@/lib/clock/instant';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { flushReads } from '@/lib/reads/flush-reads';
import { findPriorKnowledge } from '@/lib/reads/read';
import type { PriorKnowledge } from '@/lib/reads/schema';
import { presentVersion } from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';
import type { VersionOperation } from '@/lib/versions/schema';

import { assertSessionExists } from './internal';
import { canListSessionWrites, canReadPaths } from './policy';
import type { SessionWrite, WriteState } from './session-write';

type Row = VersionRow & {
  previous_id: string | null;
  previous_size_bytes: number | null;
  is_deleted: boolean;
  head_id: string;
  head_number: number;
  head_operation: VersionOperation;
  head_path: string | null;
  head_sha256: string | null;
  head_at: bigint;
  head_actor_type: string;
  head_actor_id: string;
};

type Position = { recordedAt: string; id: string };

const start: Position = { recordedAt: '0', id: '' };

/** Along the index of actors, oldest first. What is in a store that is being purged is there no more. */
const select = `
  SELECT v.*, p.id AS previous_id, p.content_size_bytes AS previous_size_bytes, m.path IS NULL AS is_deleted,
    h.id AS head_id, h.number AS head_number, h.operation AS head_operation, coalesce(m.path, h.path) AS head_path,
    h.content_sha256 AS head_sha256, h.recorded_at AS head_at, h.actor_type AS head_actor_type, h.actor_id AS head_actor_id
  FROM memory_version v
    JOIN memory_store s ON s.workspace_id = v.workspace_id AND s.id = v.memory_store_id AND s.deleted_at IS NULL
    JOIN memory m ON m.workspace_id = v.workspace_id AND m.id = v.memory_id
    JOIN memory_version h ON h.workspace_id = m.workspace_id AND h.id = m.head_version_id
    LEFT JOIN memory_version p ON p.workspace_id = v.workspace_id AND p.memory_id = v.memory_id AND p.number = v.number - 1
  WHERE v.workspace_id = $1 AND v.actor_type = 'session_actor' AND v.actor_id = $2 AND (v.recorded_at, v.id) > ($3::bigint, $4)
  ORDER BY v.recorded_at, v.id LIMIT $5`;

function stateOf(row: Row): WriteState {
  if (row.id === row.head_id) return 'head';
  return row.is_deleted ? 'deleted' : 'changed';
}

function present(row: Row, knowledge: PriorKnowledge | null, mayReadPaths: boolean): SessionWrite {
  const version = presentVersion(row, knowledge);
  const hidden = mayReadPaths ? {} : { path: null, content_sha256: null };
  return {
    type: 'session_write',
    memory_version: { ...version, governance: version.governance!, ...hidden },
    previous:
      row.previous_id === null
        ? null
        : { memory_version_id: row.previous_id, content_size_bytes: row.previous_size_bytes },
    memory: {
      state: stateOf(row),
      path: mayReadPaths ? row.head_path : null,
      head: {
        memory_version_id: row.head_id,
        number: row.head_number,
        operation: row.head_operation,
        content_sha256: mayReadPaths ? row.head_sha256 : null,
        created_at: formatInstant(row.head_at),
        created_by: presentActor(row.head_actor_type, row.head_actor_id),
      },
    },
  };
}

/**
 * A page of everything that a session wrote, across stores and in order, each with what became of the memory since. What an import says
 * that it wrote is among it. Without content, so it counts as no read. For people and operator keys; needs `history:read`, or `audit:read`
 * for the same without paths and hashes.
 */
export async function listSessionWrites(
  actor: Actor,
  sessionId: string,
  { limit, page }: { limit: number; page?: string | undefined },
): Promise<{ data: SessionWrite[]; next_page: string | null }> {
  if (!canListSessionWrites(actor)) {
    throw forbidden(
      'reading what a session wrote needs the scope history:read, and is for people and operator keys',
    );
  }
  const { workspaceId } = actor;
  const listing = ['memory_writes', workspaceId, sessionId];
  const { recordedAt, id } = page === undefined ? start : (openCursor(page, listing) as Position);
  await flushReads();
  return readWorkspace(actor, async (query) => {
    await assertSessionExists(query, actor, sessionId);
    const rows = await query<Row>(select, [workspaceId, sessionId, recordedAt, id, limit + 1]);
    const shown = rows.slice(0, limit);
    const ids = shown.map((row) => row.id);
    const knowledge = await findPriorKnowledge(query, workspaceId, ids);
    const last = shown.at(-1);
    const next = last && ({ recordedAt: String(last.recorded_at), id: last.id } satisfies Position);
    return {
      data: shown.map((row) => present(row, knowledge.get(row.id) ?? null, canReadPaths(actor))),
      next_page: next && rows.length > limit ? sealCursor(next, listing) : null,
    };
  });
}
