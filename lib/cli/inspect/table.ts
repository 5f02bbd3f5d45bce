import { cut, widthOf } from './printable';
import { paintPlain } from './style';
import type { Paint, Tone } from './style';

export type Column = { title: string; align?: 'right'; tone?: Tone; maxWidth?: number };

const gap = '  ';

/** Rows under their titles, every column as wide as its widest cell. Cells must be printable. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  paint: Paint = paintPlain,
): string {
  const cells = rows.map((row) =>
    columns.map((column, index) => cut(row[index] ?? '', column.maxWidth ?? 200)),
  );
  const hasTitles = columns.some(({ title }) => title !== '');
  const widths = columns.map((column, index) =>
    Math.max(widthOf(column.title), ...cells.map((row) => widthOf(row[index] ?? ''))),
  );
  const line = (texts: readonly string[], toneOf: (column: Column) => Tone | undefined) =>
    columns
      .map((column, index) => {
        const text = pad(texts[index] ?? '', {
          width: widths[index] ?? 0,
          align: column.align,
          isLast: index === columns.length - 1,
        });
        const tone = toneOf(column);
        return tone && text.trim() ? paint(tone, text) : text;
      })
      .join(gap)
      .trimEnd();
  const head = hasTitles
    ? [
        line(
          columns.map(({ title }) => title),
          () => 'dim',
        ),
      ]
    : [];
  return [...head, ...cells.map((row) => line(row, ({ tone }) => tone))].join('\n');
}

function pad(text: string, options: { width: number; align: 'right' | undefined; isLast: boolean }): string {
  const space = ' '.repeat(Math.max(0, options.width - widthOf(text)));
  if (options.align === 'right') return `${space}${text}`;
  return options.isLast ? text : `${text}${space}`;
}
