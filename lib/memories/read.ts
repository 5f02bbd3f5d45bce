import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { flushReads } from '@/lib/reads/flush-reads';
import { recordReads } from '@/lib/reads/record-reads';
import { assertMaySeeGovernance, assertStoreExists, storeIsLive } from '@/lib/versions/internal';
import { fullViewLimit } from '@/lib/versions/schema';
import type { View } from '@/lib/versions/schema';

import { assertMayRead, memoryNotFound, presentMemories, selectMemories, selectMemoriesAt } from './internal';
import type { MemoryRow } from './internal';
import { endOfPrefix } from './path';
import type { ListMemoriesQuery, MemoryResource, PrefixResource, RetrieveMemoryQuery } from './schema';

function visible(actor: Actor): string {
  return actor.isAgent ? 'AND NOT is_withheld(m)' : '';
}

function toSeen(row: MemoryRow) {
  return { memoryId: row.id, memoryVersionId: row.memory_version_id };
}

/** A live memory; for agents one that is not withheld. Needs `memories:read`. Content that is returned counts as read. */
export async function retrieveMemory(
  actor: Actor,
  { storeId, memoryId }: { storeId: string; memoryId: string },
  query: RetrieveMemoryQuery,
): Promise<MemoryResource> {
  assertMayRead(actor, storeId);
  assertMaySeeGovernance(actor, query.include);
  if (query.include) await flushReads();
  return readWorkspace(actor, async (run) => {
    const rows = await run<MemoryRow>(
      `${selectMemories(actor, query.view)}
       JOIN memory_store s ON s.workspace_id = m.workspace_id AND s.id = m.memory_store_id AND s.deleted_at IS NULL
       WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.id = $3 AND m.path IS NOT NULL ${visible(actor)}`,
      [actor.workspaceId, storeId, memoryId],
      `retrieve_memory/${query.view}/${actor.isAgent}`,
    );
    const [row] = rows;
    if (!row) {
      await assertStoreExists(run, actor.workspaceId, storeId);
      throw memoryNotFound(memoryId);
    }
    if (query.view === 'full') recordReads(actor, [toSeen(row)], 'read', row.read_at);
    return (await presentMemories(run, actor, [row], query.include === 'governance'))[0]!;
  });
}

type Folder = {
  actor: Actor;
  storeId: string;
  prefix: string;
  after: string | null;
  limit: number;
  view: View;
};

/** Everything below a prefix, in byte order of the path. */
function listBelow(run: Query, { actor, storeId, prefix, after, limit, view }: Folder): Promise<MemoryRow[]> {
  return run<MemoryRow>(
    `${selectMemories(actor, view)}
     WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path >= $3 AND m.path < $4 AND m.path > $5 ${visible(actor)}
       AND ${storeIsLive}
     ORDER BY m.path LIMIT $6`,
    [actor.workspaceId, storeId, prefix, endOfPrefix(prefix), after ?? '', limit],
  );
}

/**
 * The direct children of a folder by skipping through the index: from a child in a sub-folder the scan jumps behind that folder, so
 * the cost follows the number of children, not of memories below.
 */
async function listChildPaths(
  run: Query,
  { actor, storeId, prefix, after, limit }: Folder,
): Promise<string[]> {
  const next = `(SELECT m.path FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path >= %from AND m.path < $4 ${visible(actor)}
    ORDER BY m.path LIMIT 1)`;
  const folder = `$3 || split_part(substr(child.path, length($3) + 1), '/', 1)`;
  const isFolder = `position('/' in substr(child.path, length($3) + 1)) > 0`;
  const rows = await run<{ path: string }>(
    `WITH RECURSIVE child(path) AS (
       SELECT ${next.replace('%from', '$5')} WHERE ${storeIsLive}
       UNION ALL
       SELECT ${next.replace('%from', `(CASE WHEN ${isFolder} THEN ${folder} || '0' ELSE child.path || E'\\x01' END) COLLATE "C"`)}
       FROM child WHERE child.path IS NOT NULL
     )
     SELECT CASE WHEN ${isFolder} THEN ${folder} || '/' ELSE child.path END AS path FROM child WHERE child.path IS NOT NULL LIMIT $6`,
    [actor.workspaceId, storeId, prefix, endOfPrefix(prefix), startAfter(prefix, after), limit],
    `list_children/${actor.isAgent}`,
  );
  return rows.map((row) => row.path);
}

/** The first key behind a child: behind everything below it when it is a folder. */
function startAfter(prefix: string, after: string | null): string {
  if (after === null) return prefix;
  return after.endsWith('/') ? endOfPrefix(after) : `${after}\u0001`;
}

type Page = { items: (MemoryRow | PrefixResource)[]; nextAfter: string | null };

async function pageBelow(run: Query, folder: Folder): Promise<Page> {
  const rows = await listBelow(run, { ...folder, limit: folder.limit + 1 });
  const items = rows.slice(0, folder.limit);
  return { items, nextAfter: rows.length > folder.limit ? items.at(-1)!.path : null };
}

/** Whether there is more is decided by the paths: a child that vanished since then must not end the list early. */
async function pageOfChildren(run: Query, folder: Folder): Promise<Page> {
  const found = await listChildPaths(run, { ...folder, limit: folder.limit + 1 });
  const paths = found.slice(0, folder.limit);
  const files = paths.filter((path) => !path.endsWith('/'));
  const rows = await run<MemoryRow>(
    selectMemoriesAt(folder.actor, folder.view),
    [folder.actor.workspaceId, files.map(() => folder.storeId), files],
    `memories_at/${folder.view}/${folder.actor.isAgent}`,
  );
  const byPath = new Map(rows.map((row) => [row.path, row]));
  const items = paths.flatMap((path) => {
    const child = path.endsWith('/') ? { type: 'memory_prefix' as const, path } : byPath.get(path);
    return child ? [child] : [];
  });
  return { items, nextAfter: found.length > folder.limit ? paths.at(-1)! : null };
}

function isRow(item: MemoryRow | PrefixResource): item is MemoryRow {
  return 'id' in item;
}

/** A page of memories below a prefix, or of one folder's children. Needs `memories:read`. Content in a full view counts as delivered. */
export async function listMemories(
  actor: Actor,
  storeId: string,
  query: ListMemoriesQuery,
): Promise<{ data: (MemoryResource | PrefixResource)[]; next_page: string | null }> {
  assertMayRead(actor, storeId);
  assertMaySeeGovernance(actor, query.include);
  const { path_prefix: prefix, depth, view, page } = query;
  const limit = view === 'full' ? Math.min(query.limit, fullViewLimit) : query.limit;
  const listing = ['memories', actor.workspaceId, storeId, prefix, depth];
  const after = page === undefined ? null : (openCursor(page, listing) as string);
  if (query.include) await flushReads();
  return readWorkspace(actor, async (run) => {
    const folder: Folder = { actor, storeId, prefix, after, limit, view };
    const { items, nextAfter } =
      depth === 1 ? await pageOfChildren(run, folder) : await pageBelow(run, folder);
    if (items.length === 0) await assertStoreExists(run, actor.workspaceId, storeId);
    const rows = items.filter(isRow);
    if (view === 'full') recordReads(actor, rows.map(toSeen), 'delivered', rows[0]?.read_at ?? 0n);
    const memories = await presentMemories(run, actor, rows, query.include === 'governance');
    const byId = new Map(memories.map((memory) => [memory.id, memory]));
    return {
      data: items.map((item) => (isRow(item) ? byId.get(item.id)! : item)),
      next_page: nextAfter === null ? null : sealCursor(nextAfter, listing),
    };
  });
}
