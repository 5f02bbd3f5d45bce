import 'server-only';

import type { Query } from './database';

/** How far a database is filled: up to `rows` of the table with this number, which makes `total` rows of all tables. */
export type Filled = { table: number; rows: number; total: number };
export type Unfinished = Filled & { source: string };

type Row = { source: string; table_number: number; row_count: bigint; total_count: bigint };

const markTable = 'palimpsest_meta.unfinished_copy';

/** Null for a database that nothing is filling. */
export async function findUnfinished(query: Query): Promise<Unfinished | null> {
  const [found] = await query<{ is_there: boolean }>(
    `SELECT to_regclass('${markTable}') IS NOT NULL AS is_there`,
  );
  if (!found?.is_there) return null;
  const [row] = await query<Row>(`SELECT source, table_number, row_count, total_count FROM ${markTable}`);
  if (!row) return null;
  const { source, table_number: table } = row;
  return { source, table, rows: Number(row.row_count), total: Number(row.total_count) };
}

/** Until the mark is taken away again, no start goes on with this database. In the caller's transaction. */
export async function markUnfinished(query: Query, source: string): Promise<void> {
  await query('CREATE SCHEMA IF NOT EXISTS palimpsest_meta');
  await query(
    `CREATE TABLE ${markTable} (source text NOT NULL, table_number integer NOT NULL, row_count bigint NOT NULL, total_count bigint NOT NULL)`,
  );
  await query(`INSERT INTO ${markTable} VALUES ($1, 0, 0, 0)`, [source]);
}

export async function noteProgress(query: Query, { table, rows, total }: Filled): Promise<void> {
  await query(`UPDATE ${markTable} SET table_number = $1, row_count = $2, total_count = $3`, [
    table,
    rows,
    total,
  ]);
}

export async function markFinished(query: Query): Promise<void> {
  await query(`DROP TABLE ${markTable}`);
}

/** Throws a sentence for a database that is only partly filled. */
export async function refuseUnfinished(query: Query): Promise<void> {
  if (!(await findUnfinished(query))) return;
  throw new Error(
    'Palimpsest cannot start: this database is only partly filled, by a restore or a move that has not ended. Run the same command again, which goes on where it stopped; or start with an empty database.',
  );
}
