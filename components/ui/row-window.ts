/** Rows of one height in a box that scrolls. */
export type RowBox = {
  rowPx: number;
  /** How much of the box something covers that stays at its top, and pushes the rows down. */
  topPx: number;
  scrollTopPx: number;
  heightPx: number;
};

/** From the first row to the last, both included. */
export type Sight = { first: number; last: number };

/** Which rows are in sight, were there enough of them. */
export function sightOf({ rowPx, topPx, scrollTopPx, heightPx }: RowBox): Sight {
  const first = Math.max(Math.floor((scrollTopPx - topPx) / rowPx), 0);
  const last = Math.ceil((scrollTopPx + heightPx - topPx) / rowPx) - 1;
  return { first, last: Math.max(last, first) };
}

type Drawn = {
  count: number;
  beyondSight: number;
  /** Drawn wherever it is, since it may hold the focus. */
  keptRow?: number;
};

/** The rows to draw, in their order: those in sight, and some beyond. */
export function rowsToDraw({ first, last }: Sight, { count, beyondSight, keptRow = -1 }: Drawn): number[] {
  const start = Math.max(Math.min(first, count - 1) - beyondSight, 0);
  const end = Math.min(last + beyondSight, count - 1);
  const rows = Array.from({ length: Math.max(end - start + 1, 0) }, (_, at) => start + at);
  if (keptRow < 0 || keptRow >= count || (keptRow >= start && keptRow <= end)) return rows;
  return keptRow < start ? [keptRow, ...rows] : [...rows, keptRow];
}

/** How far to scroll for a row to be in sight as a whole: not at all when it is, else to the nearer edge. */
export function scrollTopFor(index: number, { rowPx, topPx, scrollTopPx, heightPx }: RowBox): number {
  const highestPx = index * rowPx;
  const lowestPx = highestPx + rowPx + topPx - heightPx;
  if (scrollTopPx < lowestPx) return lowestPx;
  return Math.min(scrollTopPx, highestPx);
}
