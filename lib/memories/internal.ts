import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import { AppError, forbidden, invalidRequest, notFound } from '@/lib/errors/app-error';
import type { Query } from '@/lib/db/database';
import { newId } from '@/lib/db/ids';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { findReadSummaries } from '@/lib/reads/read';
import type { ReadSummary } from '@/lib/reads/schema';
import { storeArchived, storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';
import { decodeContent } from '@/lib/versions/content';
import type { View } from '@/lib/versions/schema';

import { canGovernMemories, canReadMemories, canWriteMemories, isReadOnlyFor } from './policy';
import type { MemoryResource, WithheldReason } from './schema';

export function memoryNotFound(memoryId: string) {
  return notFound(`memory \`${memoryId.slice(0, 64)}\` not found`);
}

export function assertMayRead(actor: Actor, storeId: string): void {
  if (!canReadMemories(actor)) throw forbidden('reading memories needs the scope memories:read');
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
}

export function assertMayWrite(actor: Actor, storeId: string): void {
  if (!canWriteMemories(actor)) throw forbidden('writing memories needs the scope memories:write');
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  if (isReadOnlyFor(actor, storeId))
    throw forbidden(`memory store ${storeId} is attached to this session as read_only`);
}

export function assertMayGovern(actor: Actor, storeId: string): void {
  if (!canGovernMemories(actor))
    throw forbidden('this act needs the scope govern, and agents do not have it');
  assertMayRead(actor, storeId);
}

/** Takes a memory from its path, for the rest of a transaction that writes it to one again. */
export async function stepAside(
  tx: WorkspaceTransaction,
  workspaceId: string,
  memoryId: string,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE memory SET path = ${`/${newId('memver')}`} WHERE workspace_id = ${workspaceId} AND id = ${memoryId}`;
}

/** What the hot functions of the database return: a memory, the id of a deleted one, or why they refused. */
export type HotMemory = {
  id: string;
  memory_store_id: string;
  path: string;
  content_sha256: string;
  content_size_bytes: number;
  memory_version_id: string;
  created_at: number;
  updated_at: number;
};
export type HotRefusal =
  | { refused: 'store_not_found' | 'store_archived' | 'store_full' | 'store_too_large' }
  | { refused: 'memory_not_found' | 'memory_locked' | 'precondition_failed' | 'head_moved' }
  | { refused: 'path_conflict'; memory_id: string; path: string; is_withheld: boolean };

/** What a withheld memory is called is nobody's business that may not see it. */
function pathConflict(
  actor: Actor,
  path: string,
  refusal: HotRefusal & { refused: 'path_conflict' },
): AppError {
  const isHidden = actor.isAgent && refusal.is_withheld;
  const memoryId = isHidden ? '' : refusal.memory_id;
  const message =
    refusal.path === path || isHidden
      ? `path \`${path}\` is already used by \`${memoryId}\`; use update to modify it`
      : `path \`${path}\` conflicts with \`${refusal.path}\` of \`${memoryId}\`: a path cannot be both a memory and a folder`;
  return new AppError('path_conflict', message, {
    conflictingMemoryId: memoryId,
    conflictingPath: isHidden ? path : refusal.path,
  });
}

export function toError(
  actor: Actor,
  refusal: HotRefusal,
  target: { storeId: string; memoryId: string; path: string },
): AppError {
  switch (refusal.refused) {
    case 'store_not_found':
      return storeNotFound(target.storeId);
    case 'store_archived':
      return storeArchived(target.storeId);
    case 'store_full':
      return invalidRequest('memory store has reached its memory limit');
    case 'store_too_large':
      return invalidRequest('memory store has reached its size limit');
    case 'memory_not_found':
      return memoryNotFound(target.memoryId);
    case 'memory_locked':
      return forbidden(`memory \`${target.memoryId}\` is locked: agents may read it but not change it`);
    case 'precondition_failed':
      return new AppError('precondition_failed', 'precondition content_sha256 failed: content has changed');
    case 'head_moved':
      return new AppError(
        'conflict',
        'the memory was changed since you looked: its head is another version now',
        {
          errorCode: 'head_moved',
        },
      );
    case 'path_conflict':
      return pathConflict(actor, target.path, refusal);
  }
}

export function presentHotMemory(memory: HotMemory, content: string | null): MemoryResource {
  return {
    id: memory.id,
    type: 'memory',
    memory_store_id: memory.memory_store_id,
    path: memory.path,
    content,
    content_sha256: memory.content_sha256,
    content_size_bytes: memory.content_size_bytes,
    memory_version_id: memory.memory_version_id,
    created_at: formatInstant(BigInt(memory.created_at)),
    updated_at: formatInstant(BigInt(memory.updated_at)),
  };
}

export type MemoryState = {
  archived_at: bigint | null;
  quarantined_at: bigint | null;
  restricted_at: bigint | null;
  locked_at: bigint | null;
  head_version_id: string;
  served_version_id: string | null;
  version_number: number;
};

const noReads: ReadSummary = { read_count_7d: 0, delivered_count_7d: 0 };

export function presentGovernance(
  state: MemoryState,
  reads: ReadSummary = noReads,
): MemoryResource['governance'] {
  const withheld: WithheldReason[] = [];
  if (state.archived_at !== null) withheld.push('archived');
  if (state.quarantined_at !== null && state.served_version_id === null) withheld.push('quarantined');
  if (state.restricted_at !== null) withheld.push('restricted');
  return {
    withheld,
    archived_at: formatOptionalInstant(state.archived_at),
    quarantined_at: formatOptionalInstant(state.quarantined_at),
    restricted_at: formatOptionalInstant(state.restricted_at),
    locked_at: formatOptionalInstant(state.locked_at),
    head_version_id: state.head_version_id,
    served_version_id: state.served_version_id,
    version_count: state.version_number,
    reads,
  };
}

/** As the statement below gives it; with its content in a full view. */
export type MemoryRow = MemoryState & {
  id: string;
  memory_store_id: string;
  path: string;
  content_sha256: string;
  content_size_bytes: number;
  memory_version_id: string;
  created_at: bigint;
  updated_at: bigint;
  read_at: bigint;
  body?: Uint8Array | null;
};

/** Spelt out, because a prepared `*` fails once a newer release adds a column. */
const columns = `m.id, m.memory_store_id, m.path, m.created_at, m.updated_at, m.archived_at, m.quarantined_at, m.restricted_at, m.locked_at,
  m.head_version_id, m.served_version_id, m.version_number`;

function select(actor: Actor, view: View, source: string): string {
  const shown = actor.isAgent ? 'm.served_version_id' : 'm.head_version_id';
  return `SELECT ${columns}, v.id AS memory_version_id, v.content_sha256, v.content_size_bytes, now_us() AS read_at
    ${view === 'full' ? ', c.body' : ''}
    FROM ${source} JOIN memory_version v ON v.workspace_id = m.workspace_id AND v.id = ${shown}
    ${view === 'full' ? 'LEFT JOIN memory_content c ON c.workspace_id = v.workspace_id AND c.memory_version_id = v.id' : ''}`;
}

/** Agents are shown the served version, everybody else the head. */
export function selectMemories(actor: Actor, view: View): string {
  return select(actor, view, 'memory m');
}

/**
 * What the caller is shown at the paths $3 in the stores $2, pair by pair, in the workspace $1. One step through the index of paths for each:
 * without statistics, which the embedded database never has, the planner reads the whole store instead.
 */
export function selectMemoriesAt(actor: Actor, view: View): string {
  const visible = actor.isAgent ? 'AND NOT is_withheld(each)' : '';
  return select(
    actor,
    view,
    `unnest($2::text[], $3::text[]) AS place(memory_store_id, path) CROSS JOIN LATERAL (
      SELECT each.* FROM memory each WHERE each.workspace_id = $1 AND each.memory_store_id = place.memory_store_id COLLATE "C"
        AND each.path = place.path COLLATE "C" ${visible} LIMIT 1) AS m`,
  );
}

function presentMemory(row: MemoryRow, reads: Map<string, ReadSummary> | null): MemoryResource {
  return {
    id: row.id,
    type: 'memory',
    memory_store_id: row.memory_store_id,
    path: row.path,
    content: row.body ? decodeContent(row.body) : null,
    content_sha256: row.content_sha256,
    content_size_bytes: row.content_size_bytes,
    memory_version_id: row.memory_version_id,
    created_at: formatInstant(row.created_at),
    updated_at: formatInstant(row.updated_at),
    ...(reads && { governance: presentGovernance(row, reads.get(row.id)) }),
  };
}

/** Governance has the reads of the last seven days, so it takes a statement more. */
export async function presentMemories(
  query: Query,
  actor: Actor,
  rows: MemoryRow[],
  withGovernance: boolean,
): Promise<MemoryResource[]> {
  const reads = withGovernance
    ? await findReadSummaries(
        query,
        actor.workspaceId,
        rows.map((row) => row.id),
      )
    : null;
  return rows.map((row) => presentMemory(row, reads));
}
