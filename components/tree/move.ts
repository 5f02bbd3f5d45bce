import type { MemoryResource } from '@/lib/memories/schema';

import { nameOf } from './rows';

/** A folder as it was typed, with the slashes that it needs. */
export function toFolder(typed: string): string {
  const inner = typed.trim().replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

export function movedPath(path: string, folder: string): string {
  return folder + nameOf(path);
}

/** Why the memories cannot be moved to a folder, as far as that is seen without asking; null when nothing speaks against it. */
export function findFolderFault(typed: string, memories: readonly MemoryResource[]): string | null {
  const folder = toFolder(typed);
  if (folder.includes('//')) return 'A folder must have a name between two slashes.';
  const places = new Set<string>();
  for (const { path } of memories) {
    const moved = movedPath(path, folder);
    if (places.has(moved)) return `Two of them are named ${nameOf(path)}; only one can stand at ${moved}.`;
    places.add(moved);
  }
  const isStill = memories.every(({ path }) => movedPath(path, folder) === path);
  return isStill ? 'All of them are in this folder.' : null;
}
