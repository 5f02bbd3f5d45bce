import { ancestorsOf } from './path';

export type Taking = 'imported' | 'path_conflict' | 'store_full' | 'store_too_large';
export type Room = { memories: number; bytes: number };

/** The paths and the folders above them: a memory at any of these stands in the way of one of them. */
export function pathsToLookUp(paths: readonly string[]): string[] {
  return [...new Set(paths.flatMap((path) => [path, ...ancestorsOf(path)]))];
}

/**
 * Gives out paths one after another, so that none is ever file and folder at once, nor more than there is room for. `taken` are paths of
 * memories, `folders` those among the wanted paths that have memories below them.
 */
export function createOccupancy(options: {
  taken: readonly string[];
  folders: readonly string[];
  room: Room;
}): {
  take: (path: string, sizeBytes: number) => Taking;
} {
  const files = new Set(options.taken);
  const folders = new Set(options.folders);
  const room = { ...options.room };
  function take(path: string, sizeBytes: number): Taking {
    const ancestors = ancestorsOf(path);
    if (files.has(path) || folders.has(path) || ancestors.some((folder) => files.has(folder)))
      return 'path_conflict';
    if (room.memories <= 0) return 'store_full';
    // What adds nothing is taken even where there is too much already.
    if (sizeBytes > Math.max(room.bytes, 0)) return 'store_too_large';
    room.memories -= 1;
    room.bytes -= sizeBytes;
    files.add(path);
    for (const folder of ancestors) folders.add(folder);
    return 'imported';
  }
  return { take };
}
