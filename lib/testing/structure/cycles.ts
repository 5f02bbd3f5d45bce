import type { Source } from './source';

export function findCycles(sources: readonly Source[]): string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];

  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start !== -1) {
      const loop = [...trail.slice(start), path].join(' -> ');
      cycles.push(`${loop}: is a cycle. Move what both need into a file that imports neither.`);
      return;
    }
    if (done.has(path)) return;
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  }

  for (const path of next.keys()) visit(path, []);
  return cycles;
}
