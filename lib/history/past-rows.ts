import type { VersionResource } from '@/lib/versions/schema';

export type PastRow =
  | { kind: 'folder'; key: string; name: string; depth: number }
  | { kind: 'memory'; key: string; name: string; depth: number; version: VersionResource };

/** Versions by path as a tree in rows, every folder above what is in it. What has no path any more comes as it is. */
export function toPastRows(versions: readonly VersionResource[]): PastRow[] {
  const rows: PastRow[] = [];
  let open: string[] = [];
  for (const version of versions) {
    const parts = version.path?.split('/').slice(1) ?? ['a memory that was redacted since'];
    const folders = parts.slice(0, -1);
    const shared = folders.findIndex((name, depth) => open[depth] !== name);
    const known = shared === -1 ? folders.length : shared;
    for (const [depth, name] of folders.entries()) {
      if (depth < known) continue;
      rows.push({ kind: 'folder', key: `/${folders.slice(0, depth + 1).join('/')}/`, name, depth });
    }
    open = folders;
    const name = parts.at(-1) ?? '';
    rows.push({ kind: 'memory', key: version.id, name, depth: folders.length, version });
  }
  return rows;
}
