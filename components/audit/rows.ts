import type { AuditEntryResource } from '@/lib/audit/schema';

export type TrailRow =
  | { kind: 'day'; key: string; day: string }
  | { kind: 'entry'; key: string; entry: AuditEntryResource };

/** Entries, newest first, under the day on which they were recorded. */
export function toTrailRows(
  entries: readonly AuditEntryResource[],
  dayOf: (instant: string) => string,
): TrailRow[] {
  return entries.flatMap((entry, index): TrailRow[] => {
    const day = dayOf(entry.recorded_at);
    const before = entries[index - 1];
    const isNew = before === undefined || dayOf(before.recorded_at) !== day;
    const row = { kind: 'entry', key: entry.id, entry } as const;
    // Late commits may stand on the other side of midnight, so that a day can come twice.
    return isNew ? [{ kind: 'day', key: `day ${entry.id}`, day }, row] : [row];
  });
}
