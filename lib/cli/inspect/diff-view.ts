import { describeChange } from '@/lib/history/change-sentence';
import type { VersionsDiffResource } from '@/lib/history/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { toPrintable } from './printable';
import type { Paint } from './style';
import { numberOf } from './version-words';
import { describeActor } from './words';

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
  const actorName = toPrintable(describeActor(to.created_by));
  const sentence = describeChange({ from, to, counts: diff.summary, actorName });
  return `${[sentence, ...notice, '', ...(body.length > 0 ? [...header, ...body] : [])].join('\n').trimEnd()}\n`;
}

function nameOf(version: VersionResource): string {
  return toPrintable(`${numberOf(version)} ${version.path ?? ''}  ${version.created_at}`);
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
