import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import type { MemoryTarget } from '@/lib/memories/target';
import { flushReads } from '@/lib/reads/flush-reads';
import { findPriorKnowledge } from '@/lib/reads/read';
import {
  assertMayReadHistory,
  presentVersion,
  versionColumns,
  versionNotFound,
} from '@/lib/versions/internal';
import type { VersionRow } from '@/lib/versions/internal';
import { canSeeGovernance } from '@/lib/versions/policy';

import { assertMemoryExists } from './internal';
import type { Timeline, TimelineQuery } from './timeline';

/** The page begins with this number and goes on to older ones, or ends in front of it, coming from newer ones. */
type Position = { number: number; isBefore: boolean };

const newest: Position = { number: 2_147_483_647, isBefore: false };

async function findStart(
  query: Query,
  actor: Actor,
  { storeId, memoryId }: MemoryTarget,
  versionId: string,
): Promise<Position> {
  const [version] = await query<{ number: number }>(
    'SELECT number FROM memory_version WHERE workspace_id = $1 AND memory_store_id = $2 AND memory_id = $3 AND id = $4',
    [actor.workspaceId, storeId, memoryId, versionId],
  );
  if (!version) throw versionNotFound(versionId);
  return { number: version.number, isBefore: false };
}

/** Up to one more than the limit, by the index of numbers, in the direction of the walk. */
function listVersions(
  query: Query,
  actor: Actor,
  { storeId, memoryId }: MemoryTarget,
  { number, isBefore }: Position,
  limit: number,
): Promise<VersionRow[]> {
  const [op, direction] = isBefore ? ['>', 'ASC'] : ['<=', 'DESC'];
  return query<VersionRow>(
    `SELECT ${versionColumns} FROM memory_version v
     WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.memory_id = $3 AND v.number ${op} $4 ORDER BY v.number ${direction} LIMIT $5`,
    [actor.workspaceId, storeId, memoryId, number, limit + 1],
    `timeline/${isBefore}`,
  );
}

async function isFollowed(
  query: Query,
  actor: Actor,
  { storeId, memoryId }: MemoryTarget,
  number: number,
): Promise<boolean> {
  const rows = await query(
    'SELECT 1 FROM memory_version WHERE workspace_id = $1 AND memory_store_id = $2 AND memory_id = $3 AND number > $4 LIMIT 1',
    [actor.workspaceId, storeId, memoryId, number],
    'is_followed',
  );
  return rows.length > 0;
}

/**
 * A page of a memory's versions with their governance, newest first, going on both ways; also of a deleted memory. For people and
 * operator keys; needs `history:read`. Without content, so it counts as no read.
 */
export async function listTimeline(
  actor: Actor,
  target: MemoryTarget,
  { limit, page, start_at: startAt }: TimelineQuery,
): Promise<Timeline> {
  assertMayReadHistory(actor, target.storeId);
  if (!canSeeGovernance(actor)) throw forbidden('the timeline is for people and operator keys');
  const listing = ['timeline', actor.workspaceId, target.storeId, target.memoryId];
  const opened = page === undefined ? null : (openCursor(page, listing) as Position);
  await flushReads();
  return readWorkspace(actor, async (query) => {
    await assertMemoryExists(query, actor, target);
    const position =
      opened ?? (startAt === undefined ? newest : await findStart(query, actor, target, startAt));
    const found = await listVersions(query, actor, target, position, limit);
    const hasMore = found.length > limit;
    const rows = position.isBefore ? found.slice(0, limit).toReversed() : found.slice(0, limit);
    const ids = rows.map((row) => row.id);
    const knowledge = await findPriorKnowledge(query, actor.workspaceId, ids);
    const [first, last] = [rows[0], rows.at(-1)];
    const hasPrevious = position.isBefore
      ? hasMore
      : first !== undefined && (await isFollowed(query, actor, target, first.number));
    const hasNext = position.isBefore ? true : hasMore;
    return {
      data: rows.map((row) => presentVersion(row, knowledge.get(row.id) ?? null)),
      next_page:
        last && hasNext
          ? sealCursor({ number: last.number - 1, isBefore: false } satisfies Position, listing)
          : null,
      prev_page:
        first && hasPrevious
          ? sealCursor({ number: first.number, isBefore: true } satisfies Position, listing)
          : null,
    };
  });
}
