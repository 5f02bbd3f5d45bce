import type { FolderWindow } from '@/lib/memories/queries';
import type { MemoryResource } from '@/lib/memories/schema';
import type { FolderResource } from '@/lib/memories/tree';

export const rowHeightPx = 32;

/** What is known of an open folder. */
export type FolderState = { window: FolderWindow | undefined; error: Error | null };

/** Position and size of the set are null while only a part of a folder is loaded. */
type Placed = { key: string; depth: number; folder: string; position: number | null; setSize: number | null };

export type MemoryRow = Placed & { kind: 'memory'; name: string; memory: MemoryResource };
export type FolderRow = Placed & {
  kind: 'folder';
  name: string;
  path: string;
  memoryCount: number;
  hasMore: boolean;
  isOpen: boolean;
};
/** Children that are not loaded yet; they are once this comes into view. */
export type GapRow = { kind: 'gap'; key: string; depth: number; folder: string; side: Side };
export type FailedRow = { kind: 'failed'; key: string; depth: number; folder: string; error: Error };
export type Side = 'before' | 'after' | 'all';

export type EntryRow = MemoryRow | FolderRow;
export type TreeRow = EntryRow | GapRow | FailedRow;

export function isEntry(row: TreeRow): row is EntryRow {
  return row.kind === 'memory' || row.kind === 'folder';
}

/** The last segment of a path; a folder's path ends in `/`. */
export function nameOf(path: string): string {
  return path.split('/').filter(Boolean).at(-1) ?? '/';
}

/** The folder that holds a memory or a folder. */
export function folderOf(path: string): string {
  return path.slice(0, path.replace(/\/$/, '').lastIndexOf('/') + 1);
}

/** Every folder above a path, from the root down. */
export function foldersAbove(path: string): string[] {
  const segments = path.replace(/\/$/, '').split('/').slice(1, -1);
  return ['/', ...segments.map((_, index) => `/${segments.slice(0, index + 1).join('/')}/`)];
}

type Tree = { folders: ReadonlyMap<string, FolderState>; open: ReadonlySet<string> };

function makeGap(folder: string, depth: number, side: Side): GapRow {
  return { kind: 'gap', key: `${side}:${folder}`, depth, folder, side };
}

function rowsOfItem(tree: Tree, item: FolderResource | MemoryResource, placed: Placed): TreeRow[] {
  const name = nameOf(item.path);
  if (item.type === 'memory') return [{ ...placed, kind: 'memory', name, memory: item }];
  const { path, memory_count: memoryCount, is_more: hasMore } = item;
  const isOpen = tree.open.has(path);
  const row: FolderRow = { ...placed, kind: 'folder', name, path, memoryCount, hasMore, isOpen };
  return isOpen ? [row, ...rowsOfFolder(tree, path, placed.depth + 1)] : [row];
}

/** What is on the screen for a folder's children, those of its open folders included, from top to bottom. */
export function rowsOfFolder(tree: Tree, folder: string, depth = 0): TreeRow[] {
  const { window, error = null } = tree.folders.get(folder) ?? {};
  if (!window && error) return [{ kind: 'failed', key: `failed:${folder}`, depth, folder, error }];
  if (!window) return [makeGap(folder, depth, 'all')];
  const { items, prevPage, nextPage } = window;
  const rows = items.flatMap((item, index) =>
    rowsOfItem(tree, item, {
      key: item.type === 'memory' ? item.id : item.path,
      depth,
      folder,
      position: prevPage === null ? index + 1 : null,
      setSize: prevPage === null && nextPage === null ? items.length : null,
    }),
  );
  return [
    ...(prevPage === null ? [] : [makeGap(folder, depth, 'before')]),
    ...rows,
    ...(nextPage === null ? [] : [makeGap(folder, depth, 'after')]),
  ];
}
