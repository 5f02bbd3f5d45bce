/** A memory that cannot go back to its path, and the one that holds that path or a part of it. */
export type Blocked = { memoryId: string; blockedBy: string | null };

/** Memories of which each holds what the one before it goes back to, and the first what the last does; null when there is none. */
export function findCircle(blocked: readonly Blocked[]): string[] | null {
  const blockers = new Map(blocked.map(({ memoryId, blockedBy }) => [memoryId, blockedBy]));
  const seen = new Set<string>();
  for (const { memoryId } of blocked) {
    const chain: string[] = [];
    let next: string | null | undefined = memoryId;
    while (next && blockers.has(next) && !seen.has(next)) {
      seen.add(next);
      chain.push(next);
      next = blockers.get(next);
    }
    const start = next ? chain.indexOf(next) : -1;
    if (start !== -1) return chain.slice(start);
  }
  return null;
}
