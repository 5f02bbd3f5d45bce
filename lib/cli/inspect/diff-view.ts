import type { VersionsDiffResource } from '@/lib/history/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { toPrintable } from './printable';
import type { Paint } from './style';
import { numberOf } from './version-words';
import { countOf, describeActor, formatCount } from './words';

const contextLines = 3;
type Sign = ' ' | '+' | '-';
type Line = { sign: Sign; text: string; oldNumber: number; newNumber: number };
export type Compared = { from: VersionResource; to: VersionResource; diff: VersionsDiffResource };

/** A sentence that says what was done, then what changed with three lines around it, as `diff -u` writes it. */
export function renderVersionsDiff({ from, to, diff }: Compared, paint: Paint): string {
  const lines = numberLines(diff.hunks);
  const header = [`--- ${nameOf(from)}`, `+++ ${nameOf(to)}`].map((text) => paint('bold', text));
  const body = groupLines(lines).flatMap((group) => renderGroup(group, paint));
  const notice = diff.is_complete
    ? []
    : ['The texts are long: the comparison is right, but coarser than it could be.'];
  return `${[describeChange({ from, to, diff }), ...notice, '', ...(body.length > 0 ? [...header, ...body] : [])].join('\n').trimEnd()}\n`;
}

function nameOf(version: VersionResource): string {
  return toPrintable(`${numberOf(version)} ${version.path ?? ''}  ${version.created_at}`);
}

/** "session …R4Zk removed 121 of 131 lines. It had not read this memory." */
export function describeChange({ from, to, diff: { summary } }: Compared): string {
  const total = summary.removed_lines + summary.changed_lines + summary.unchanged_lines;
  const parts = [
    summary.removed_lines > 0 && `removed ${formatCount(summary.removed_lines)} of ${countOf(total, 'line')}`,
    summary.changed_lines > 0 && `changed ${countOf(summary.changed_lines, 'line')}`,
    summary.added_lines > 0 && `added ${countOf(summary.added_lines, 'line')}`,
  ].filter((part) => typeof part === 'string');
  const what = parts.length === 0 ? sameWords(from, to) : joinWords(parts);
  const isOneStep =
    to.governance !== undefined && to.governance.number - (from.governance?.number ?? 0) === 1;
  if (!isOneStep) return `From ${numberOf(from)} to ${numberOf(to)}: ${what}.`;
  const knew = to.governance?.prior_knowledge === 'not_read' ? ' It had not read this memory.' : '';
  return `${toPrintable(describeActor(to.created_by))} ${what}${originOf(to, from)}.${knew}`;
}

function sameWords(from: VersionResource, to: VersionResource): string {
  return from.path === to.path ? 'changed no line' : 'moved the memory and changed no line';
}

function originOf({ governance }: VersionResource, from: VersionResource): string {
  if (governance?.origin?.kind !== 'restored') return '';
  return governance.origin.memory_version_id === from.id ? '' : ', putting back an earlier version';
}

function joinWords(parts: string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function numberLines(hunks: VersionsDiffResource['hunks']): Line[] {
  let [oldNumber, newNumber] = [0, 0];
  return hunks.flatMap(({ kind, lines }) =>
    lines.map((text) => {
      if (kind !== 'added') oldNumber += 1;
      if (kind !== 'removed') newNumber += 1;
      return { sign: signs[kind], text, oldNumber, newNumber };
    }),
  );
}
const signs = { equal: ' ', added: '+', removed: '-' } as const;

/** Changed lines with their surroundings; what lies close together is one group. */
function groupLines(lines: readonly Line[]): Line[][] {
  const groups: Line[][] = [];
  let end = 0;
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    const start = Math.max(end, index - contextLines);
    const next = Math.min(lines.length, index + contextLines + 1);
    const isNear = groups.length > 0 && start <= end;
    if (isNear) groups.at(-1)?.push(...lines.slice(end, next));
    else groups.push(lines.slice(start, next));
    end = Math.max(end, next);
  });
  return groups;
}

function renderGroup(lines: readonly Line[], paint: Paint): string[] {
  const head = `@@ -${rangeOf(lines, '+')} +${rangeOf(lines, '-')} @@`;
  return [paint('cyan', head), ...lines.flatMap((line) => renderLine(line, paint))];
}

function rangeOf(lines: readonly Line[], without: Sign): string {
  const side = lines.filter(({ sign }) => sign !== without);
  const number = (line: Line | undefined) => (without === '+' ? line?.oldNumber : line?.newNumber) ?? 0;
  return `${number(side[0] ?? lines[0])},${side.length}`;
}

function renderLine({ sign, text }: Line, paint: Paint): string[] {
  const hasEnd = text.endsWith('\n');
  const line = `${sign}${toPrintable(hasEnd ? text.slice(0, -1) : text).replaceAll('␉', '\t')}`;
  const tail = hasEnd ? [] : ['\\ No newline at end of file'];
  if (sign === ' ') return [line, ...tail];
  return [paint(sign === '+' ? 'green' : 'red', line), ...tail];
}
