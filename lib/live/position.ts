/**
 * Where a reader of the trail stands: everything that the database's snapshot `seen` could see is known to it. In the midst of a long
 * answer, also everything up to the entry `after` (transaction and id) of what the snapshot `upTo` could see.
 */
export type Position = { seen: string; upTo?: string; after?: readonly [string, string] };

/** `xmin:xmax:xip,…` as PostgreSQL writes it: transactions from `xmax` on had not begun, and those that ran were not visible either. */
export function parseSnapshot(snapshot: string): { xmax: string; running: string[] } {
  const [, xmax = '0', running = ''] = snapshot.split(':');
  return { xmax, running: running === '' ? [] : running.split(',') };
}

/** Whether a position knows of transactions that a snapshot says are still to come: of one database, that cannot be of an earlier one. */
export function isAhead({ seen, upTo = seen }: Position, snapshot: string): boolean {
  return BigInt(parseSnapshot(upTo).xmax) > BigInt(parseSnapshot(snapshot).xmax);
}
