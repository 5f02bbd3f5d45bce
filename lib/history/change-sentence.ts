import type { VersionResource } from '@/lib/versions/schema';

import type { VersionsDiffResource } from './schema';

export type LineCounts = Pick<
  VersionsDiffResource['summary'],
  'added_lines' | 'removed_lines' | 'changed_lines' | 'unchanged_lines'
>;

const numbers = new Intl.NumberFormat('en');

function countLines(count: number): string {
  return `${numbers.format(count)} ${count === 1 ? 'line' : 'lines'}`;
}

function joinWords(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** "removed 121 of 131 lines and added 3 lines"; null when no line differs. */
export function describeLines(counts: LineCounts): string | null {
  const { added_lines: added, removed_lines: removed, changed_lines: changed } = counts;
  const total = removed + changed + counts.unchanged_lines;
  const parts = [
    ...(removed > 0 ? [`removed ${numbers.format(removed)} of ${countLines(total)}`] : []),
    ...(changed > 0 ? [`changed ${countLines(changed)}`] : []),
    ...(added > 0 ? [`added ${countLines(added)}`] : []),
  ];
  return parts.length === 0 ? null : joinWords(parts);
}

export type DescribedChange = {
  from: VersionResource;
  to: VersionResource;
  counts: LineCounts;
  /** Who wrote `to`, as in "session …R4Zk". */
  actorName: string;
};

/** "session …R4Zk removed 121 of 131 lines. It had not read this memory." Versions that do not follow each other name no actor. */
export function describeChange({ from, to, counts, actorName }: DescribedChange): string {
  const what = describeLines(counts) ?? sameWords(from, to);
  if (!isOneStep(from, to)) return `From ${numberOf(from)} to ${numberOf(to)}: ${what}.`;
  const knew = to.governance?.prior_knowledge === 'not_read' ? ' It had not read this memory.' : '';
  return `${actorName} ${what}${originOf(to, from)}.${knew}`;
}

function numberOf(version: VersionResource): string {
  return version.governance ? `@${version.governance.number}` : version.id;
}

function isOneStep(from: VersionResource, to: VersionResource): boolean {
  if (to.governance === undefined || to.memory_id !== from.memory_id) return false;
  return to.governance.number - (from.governance?.number ?? 0) === 1;
}

function sameWords(from: VersionResource, to: VersionResource): string {
  if (to.operation === 'deleted') return 'deleted the memory';
  return from.path === to.path ? 'changed no line' : 'moved the memory and changed no line';
}

function originOf({ governance }: VersionResource, from: VersionResource): string {
  if (governance?.origin?.kind !== 'restored') return '';
  return governance.origin.memory_version_id === from.id ? '' : ', putting back an earlier version';
}
