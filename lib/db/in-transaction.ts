import 'server-only';

import type { Query } from './database';
import type { WorkspaceTransaction } from './workspace';

/** The driver's way of asking, inside a transaction of Prisma's: for statements that both kinds of transaction use. */
export function inTransaction(tx: WorkspaceTransaction): Query {
  return <Row>(text: string, values: readonly unknown[] = []) => tx.$queryRawUnsafe<Row[]>(text, ...values);
}

/** By the database's clock, now. */
export async function readClock(tx: WorkspaceTransaction): Promise<bigint> {
  const [row] = await tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`;
  return row!.now;
}
