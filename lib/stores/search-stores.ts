import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { weekUs } from '@/lib/clock/instant';
import { holdsInAnyCase } from '@/lib/db/any-case';
import type { MemoryStore } from '@/lib/db/generated/client';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';

import { countStores } from './count-stores';
import { findStatistics } from './find-statistics';
import { presentStore } from './internal';
import { canSearchStores } from './policy';
import type { FoundStore, SearchStoresBody, StoreOrder } from './schema';

type Key = { sql: string; type: 'bigint' | 'text' };

/** What each order sorts by; a store that was never written or read comes where nothing was. */
const keys: Record<StoreOrder, Key> = {
  created: { sql: 's.created_at', type: 'bigint' },
  name: { sql: 'lower(s.name COLLATE "C")', type: 'text' },
  size: {
    sql: `coalesce((SELECT z.content_size_bytes FROM memory_store_size z WHERE z.workspace_id = s.workspace_id AND z.memory_store_id = s.id), 0)`,
    type: 'bigint',
  },
  reads: {
    sql: `coalesce((SELECT sum(h.read_count) FROM memory_store_read_hour h WHERE h.workspace_id = s.workspace_id AND h.memory_store_id = s.id
      AND h.hour_us > (SELECT now_us()) - ${weekUs} AND h.actor_kind = 'agent'), 0)`,
    type: 'bigint',
  },
  last_write: {
    sql: `coalesce((SELECT v.recorded_at FROM memory_version v WHERE v.workspace_id = s.workspace_id AND v.memory_store_id = s.id
      ORDER BY v.recorded_at DESC, v.id DESC LIMIT 1), 0)`,
    type: 'bigint',
  },
};

const inState = { active: 's.archived_at IS NULL', archived: 's.archived_at IS NOT NULL', all: 'true' };

type Position = { key: string; id: string };
type Row = MemoryStore & { key: string };

function buildSearch(actor: Actor, body: SearchStoresBody, position: Position | null) {
  const values: unknown[] = [actor.workspaceId];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const { sql: key, type } = keys[body.order];
  const where = ['s.workspace_id = $1', 's.deleted_at IS NULL', inState[body.state]];
  if (body.query !== undefined)
    where.push(`(${holdsInAnyCase('s.name', body.query, bind)} OR s.id = ${bind(body.query)})`);
  const after = position
    ? `WHERE (key, id) ${body.direction === 'asc' ? '>' : '<'} (${bind(position.key)}::${type}, ${bind(position.id)})`
    : '';
  const text = `SELECT id, name, description, metadata, memory_count AS "memoryCount", created_at AS "createdAt", updated_at AS "updatedAt",
      archived_at AS "archivedAt", key::text AS key
    FROM (SELECT s.*, ${key}::${type} AS key FROM memory_store s WHERE ${where.join(' AND ')}) AS found ${after}
    ORDER BY found.key ${body.direction}, id ${body.direction} LIMIT ${bind(body.limit + 1)}`;
  return { text, values };
}

/**
 * A page of stores, found by a part of their name in any case or by their id, in the order that is asked for, each with what
 * was counted in it. For people and operator keys; needs `memories:read` or `audit:read`.
 */
export async function searchStores(
  actor: Actor,
  body: SearchStoresBody,
): Promise<{ data: FoundStore[]; next_page: string | null }> {
  if (!canSearchStores(actor))
    throw forbidden('searching memory stores is for people and operator keys with the scope memories:read');
  const { limit, page, ...filters } = body;
  const listing = ['memory_store_search', actor.workspaceId, Object.entries(filters).map(String).toSorted()];
  const position = page === undefined ? null : (openCursor(page, listing) as Position);
  return readWorkspace(actor, async (query) => {
    if (body.order === 'size') await countStores(query, actor.workspaceId, null);
    const { text, values } = buildSearch(actor, body, position);
    const rows = await query<Row>(text, values);
    const shown = rows.slice(0, limit);
    const ids = shown.map((store) => store.id);
    const statistics = await findStatistics(query, actor.workspaceId, ids);
    const last = shown.at(-1);
    return {
      // A store that was deleted in this very moment has none.
      data: shown.flatMap((store) => {
        const governance = statistics.get(store.id);
        return governance ? [{ ...presentStore(store), governance }] : [];
      }),
      next_page:
        last && rows.length > limit
          ? sealCursor({ key: last.key, id: last.id } satisfies Position, listing)
          : null,
    };
  });
}
