import type { Terminal } from '../inspect/terminal';
import type { OnSlice } from './rows';

/** Counts rows on the person's terminal, out of `total` where that is known; `done` are those of an earlier attempt. */
export function countOn(
  terminal: Pick<Terminal, 'progress'>,
  { doing, total, done = 0 }: { doing: string; total?: number | undefined; done?: number },
): OnSlice {
  const startedAt = performance.now();
  let rows = done;
  return ({ lines }) => {
    rows += lines.length;
    const perSecond = Math.round((rows - done) / ((performance.now() - startedAt) / 1000));
    const of = total === undefined ? '' : ` of ${total.toLocaleString('en')}`;
    terminal.progress(
      `${doing} ${rows.toLocaleString('en')}${of} rows, ${perSecond.toLocaleString('en')} a second`,
    );
  };
}
