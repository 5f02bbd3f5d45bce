import 'server-only';

import type { Query } from '@/lib/db/database';

import type { Rule } from './rule';

/** Where a walk through the versions of a store stands: behind this version of this memory. */
export type Place = { memoryId: string; number: number };
export const storeStart: Place = { memoryId: '', number: 0 };

export type Removable = {
  memory_id: string;
  memory_version_id: string;
  number: number;
  /** The head of a deleted memory: the memory goes with it. */
  ends_memory: boolean;
};

export type Slice = {
  workspaceId: string;
  storeId: string;
  rule: Rule;
  after: Place;
  /** At most so many versions. */
  limit: number;
};

/** Memories that one statement looks at; it takes some milliseconds. */
const memoriesEach = 500;
/** Behind every version of a memory. */
const endOfMemory = 2_147_483_647;

/** A memory that was never written over, and lives, has nothing but its head. */
const selectMemories = `
  SELECT id FROM memory WHERE workspace_id = $1 AND memory_store_id = $2 AND id >= $3 AND (path IS NULL OR version_number > 1)
  ORDER BY id LIMIT ${memoriesEach}`;

/**
 * Oldest first, so that the head of a memory that goes as a whole comes last. What is null in the rule compares as false. The newest
 * versions are protected while a memory lives and as long after its deletion as versions are kept at all; the record of the deletion does
 * not count among them, else the last text would not be protected.
 */
const selectRemovable = `
  SELECT m.id AS memory_id, v.id AS memory_version_id, v.number, v.id = m.head_version_id AS ends_memory
  FROM memory m CROSS JOIN LATERAL (
    SELECT o.id, o.number FROM memory_version o WHERE o.workspace_id = m.workspace_id AND o.memory_id = m.id
      AND (m.id, o.number) > ($3, $4)
      AND (m.path IS NULL AND m.updated_at < $5
        OR o.recorded_at < $6 AND o.id <> m.head_version_id AND o.id IS DISTINCT FROM m.served_version_id
          AND (m.path IS NULL AND m.updated_at < $6 OR o.number < coalesce((SELECT k.number FROM memory_version k
            WHERE k.workspace_id = m.workspace_id AND k.memory_id = m.id
            ORDER BY k.number DESC OFFSET $7::integer - CASE WHEN m.path IS NULL THEN 0 ELSE 1 END LIMIT 1), 0)))
    ORDER BY o.number LIMIT $8) v
  WHERE m.workspace_id = $1 AND m.id = ANY ($2)
  ORDER BY m.id, v.number LIMIT $8`;

function select(query: Query, slice: Slice, memoryIds: readonly string[]): Promise<Removable[]> {
  const { workspaceId, rule, after, limit } = slice;
  return query<Removable>(selectRemovable, [
    workspaceId,
    memoryIds,
    after.memoryId,
    after.number,
    rule.deletedBefore,
    rule.versionsBefore,
    rule.keepNewest,
    limit,
  ]);
}

/**
 * The next versions of a store that its rule no longer keeps, and where to go on; null at the store's end. With `isLocking` their
 * memories are locked first, in the order in which everybody locks, and looked at again: what is returned then holds until the
 * transaction ends.
 */
export async function findRemovable(
  query: Query,
  slice: Slice,
  { isLocking }: { isLocking: boolean },
): Promise<{ removable: Removable[]; next: Place | null }> {
  const { workspaceId, storeId, after, limit } = slice;
  const memories = await query<{ id: string }>(selectMemories, [workspaceId, storeId, after.memoryId]);
  const found = await select(
    query,
    slice,
    memories.map((memory) => memory.id),
  );
  const lastFound = found.at(-1);
  const lastMemory = memories.length === memoriesEach ? memories.at(-1)! : null;
  const behindAll = lastMemory && { memoryId: lastMemory.id, number: endOfMemory };
  const next =
    found.length === limit && lastFound
      ? { memoryId: lastFound.memory_id, number: lastFound.number }
      : behindAll;
  if (!isLocking || found.length === 0) return { removable: found, next };
  const ids = [...new Set(found.map((each) => each.memory_id))];
  await query('SELECT 1 FROM memory WHERE workspace_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE', [
    workspaceId,
    ids,
  ]);
  return { removable: await select(query, slice, ids), next };
}
