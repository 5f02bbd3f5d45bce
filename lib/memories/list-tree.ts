import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden, invalidRequest } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { flushReads } from '@/lib/reads/flush-reads';
import { assertStoreExists } from '@/lib/versions/internal';

import { presentMemories, selectMemoriesAt } from './internal';
import type { MemoryRow } from './internal';
import { endOfPrefix } from './path';
import { canBrowseTree } from './policy';
import type { MemoryResource } from './schema';
import { countLimit } from './tree';
import type { FolderResource, ListTreeBody, TreePage } from './tree';

/** Forwards the page begins at this key, backwards it ends in front of it. */
type Position = { key: string; isBefore: boolean };
type Folder = { workspaceId: string; storeId: string; prefix: string };

/**
 * Entries of a folder by skipping through the index of paths: from an entry that is a folder the walk jumps over everything below it, so
 * its cost follows the number of entries. In byte order, whichever way it goes.
 */
async function walk(
  query: Query,
  folder: Folder,
  { key, isBefore }: Position,
  limit: number,
): Promise<string[]> {
  const find = (bound: string) =>
    isBefore
      ? `(SELECT m.path FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path >= $3 AND m.path < ${bound} ORDER BY m.path DESC LIMIT 1)`
      : `(SELECT m.path FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path >= ${bound} AND m.path < $6 ORDER BY m.path LIMIT 1)`;
  const name = `$3 || split_part(substr(entry.path, length($3) + 1), '/', 1)`;
  const isFolder = `position('/' in substr(entry.path, length($3) + 1)) > 0`;
  const [overFolder, overMemory] = isBefore
    ? [`${name} || '/'`, 'entry.path']
    : [`${name} || '0'`, `entry.path || E'\\x01'`];
  const rows = await query<{ path: string }>(
    `WITH RECURSIVE entry(path) AS (
       SELECT ${find('$4')}
       UNION ALL
       SELECT ${find(`(CASE WHEN ${isFolder} THEN ${overFolder} ELSE ${overMemory} END) COLLATE "C"`)} FROM entry WHERE entry.path IS NOT NULL
     )
     SELECT CASE WHEN ${isFolder} THEN ${name} || '/' ELSE entry.path END AS path FROM entry WHERE entry.path IS NOT NULL LIMIT $5`,
    [
      folder.workspaceId,
      folder.storeId,
      folder.prefix,
      key,
      limit,
      ...(isBefore ? [] : [endOfPrefix(folder.prefix)]),
    ],
    `walk_tree/${isBefore}`,
  );
  const paths = rows.map((row) => row.path);
  return isBefore ? paths.toReversed() : paths;
}

/** The first key behind an entry, and behind everything below it. */
function keyAfter(entry: string): string {
  return entry.endsWith('/') ? endOfPrefix(entry) : `${entry}\u0001`;
}

async function countFolders(query: Query, folder: Folder, paths: string[]): Promise<FolderResource[]> {
  const limit = countLimit(paths.length);
  const rows = await query<{ path: string; count: number }>(
    `SELECT f.path, (SELECT count(*)::int FROM (SELECT FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2
        AND m.path >= f.path COLLATE "C" AND m.path < f.behind COLLATE "C" LIMIT $5) AS counted) AS count
     FROM unnest($3::text[], $4::text[]) AS f(path, behind)`,
    [folder.workspaceId, folder.storeId, paths, paths.map(endOfPrefix), limit + 1],
    'count_folders',
  );
  return rows.map(({ path, count }) => ({
    type: 'memory_folder',
    path,
    memory_count: Math.min(count, limit),
    is_more: count > limit,
  }));
}

async function loadMemories(
  query: Query,
  actor: Actor,
  folder: Folder,
  paths: string[],
): Promise<MemoryResource[]> {
  const rows = await query<MemoryRow>(
    selectMemoriesAt(actor, 'basic'),
    [folder.workspaceId, paths.map(() => folder.storeId), paths],
    `memories_at/basic/${actor.isAgent}`,
  );
  return presentMemories(query, actor, rows, true);
}

/** Whether anything is in the folder in front of a key, and from another key on. */
async function findEnds(query: Query, folder: Folder, front: string, behind: string) {
  const [ends] = await query<{ has_previous: boolean; has_next: boolean }>(
    `SELECT (SELECT m.path FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path >= $3 AND m.path < $5
         ORDER BY m.path LIMIT 1) IS NOT NULL AS has_previous,
       (SELECT m.path FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path >= $6 AND m.path < $4
         ORDER BY m.path LIMIT 1) IS NOT NULL AS has_next`,
    [folder.workspaceId, folder.storeId, folder.prefix, endOfPrefix(folder.prefix), front, behind],
    'ends_of_folder',
  );
  return ends!;
}

/** Where the first page begins: at the entry that is the given path, or the folder on the way to it. */
function startingPosition({ path_prefix: prefix, start_at: startAt }: ListTreeBody): Position {
  if (startAt === undefined) return { key: prefix, isBefore: false };
  if (!startAt.startsWith(prefix)) throw invalidRequest('start_at: must be below path_prefix');
  const [name = '', ...rest] = startAt.slice(prefix.length).split('/');
  return { key: `${prefix}${name}${rest.length > 0 ? '/' : ''}`, isBefore: false };
}

/**
 * A page of a folder's entries in byte order of their paths, folders with the number of memories below them, memories with their
 * governance; it goes on both ways. For people and operator keys; needs `memories:read`. Counts as no read.
 */
export async function listTree(actor: Actor, body: ListTreeBody): Promise<TreePage> {
  if (!canBrowseTree(actor))
    throw forbidden('the tree is for people and operator keys with the scope memories:read');
  const { memory_store_id: storeId, path_prefix: prefix, limit } = body;
  const listing = ['memory_tree', actor.workspaceId, storeId, prefix];
  const position =
    body.page === undefined ? startingPosition(body) : (openCursor(body.page, listing) as Position);
  const folder: Folder = { workspaceId: actor.workspaceId, storeId, prefix };
  await flushReads();
  return readWorkspace(actor, async (query) => {
    await assertStoreExists(query, actor.workspaceId, storeId);
    const paths = await walk(query, folder, position, limit);
    const folders = await countFolders(
      query,
      folder,
      paths.filter((path) => path.endsWith('/')),
    );
    const memories = await loadMemories(
      query,
      actor,
      folder,
      paths.filter((path) => !path.endsWith('/')),
    );
    const entries = new Map([...folders, ...memories].map((entry) => [entry.path, entry]));
    const front = paths[0] ?? position.key;
    const last = paths.at(-1);
    const behind = last === undefined ? position.key : keyAfter(last);
    const ends = await findEnds(query, folder, front, behind);
    const seal = (next: Position) => sealCursor(next, listing);
    return {
      // What went away in this moment is left out.
      data: paths.flatMap((path) => entries.get(path) ?? []),
      next_page: ends.has_next ? seal({ key: behind, isBefore: false }) : null,
      prev_page: ends.has_previous ? seal({ key: front, isBefore: true }) : null,
    };
  });
}
