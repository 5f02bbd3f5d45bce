import { planItem } from './classify';
import type { History, PlannedItem } from './classify';
import { classifications, revertActions } from './schema';
import type { PlanCounts } from './schema';

type Entry = { history: History; item: PlannedItem };

/** Deletions free the paths that others go back to, and what was done last is undone first. */
function compareEntries({ item: left }: Entry, { item: right }: Entry): number {
  const rank = ({ action }: PlannedItem) => ({ delete: 0, restore: 1, recreate: 1, none: 2 })[action];
  if (rank(left) !== rank(right)) return rank(left) - rank(right);
  if (left.head_at !== right.head_at) return left.head_at > right.head_at ? -1 : 1;
  return left.memory_id < right.memory_id ? -1 : 1;
}

/** Where one memory goes back to the path that another one is to leave, the other goes first. Those in a circle stay as they come. */
function leaveBeforeReturn(entries: readonly Entry[]): Entry[] {
  const keyOf = ({ memory_store_id }: History, path: string | null) =>
    JSON.stringify([memory_store_id, path]);
  const isMoving = ({ item }: Entry) => item.action === 'restore' || item.action === 'recreate';
  const moving = entries.filter(isMoving);
  const occupants = new Map(moving.map((entry) => [keyOf(entry.history, entry.history.head_path), entry]));
  const seen = new Set<Entry>();
  const ordered: Entry[] = [];
  for (const entry of entries) {
    const chain: Entry[] = [];
    let next: Entry | undefined = entry;
    while (next && !seen.has(next)) {
      seen.add(next);
      chain.push(next);
      next = isMoving(next) ? occupants.get(keyOf(next.history, next.history.before_path)) : undefined;
    }
    for (const link of chain.toReversed()) ordered.push(link);
  }
  return ordered;
}

/** One item for each memory, in the order in which they are carried out. */
export function planItems(histories: readonly History[]): PlannedItem[] {
  const entries = histories.map((history) => ({ history, item: planItem(history) }));
  return leaveBeforeReturn(entries.toSorted(compareEntries)).map(({ item }) => item);
}

function countBy<Name extends string>(names: readonly Name[], found: readonly Name[]): Record<Name, number> {
  const counts = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>;
  for (const name of found) counts[name] += 1;
  return counts;
}

export function countPlan(items: readonly PlannedItem[]): PlanCounts {
  return {
    classification: countBy(
      classifications,
      items.map((item) => item.classification),
    ),
    action: countBy(
      revertActions,
      items.map((item) => item.action),
    ),
  };
}

/** What a plan's hash is made of: for every memory what is found and what is done about it, in an order that never varies. */
export function describePlan(items: readonly PlannedItem[]): string {
  const rows = items.map((item) => [
    item.memory_id,
    item.memory_store_id,
    item.classification,
    item.action,
    item.target_version_id,
    item.expected_head_id,
    item.skipped_because,
  ]);
  return JSON.stringify(rows.toSorted(([left], [right]) => (left! < right! ? -1 : 1)));
}
