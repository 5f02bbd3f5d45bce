import 'server-only';

import type { Query } from '@/lib/db/database';
import { jobSchema } from '@/lib/jobs/schema-name';

import { isJobs } from './catalogue';
import type { CarriedTable, Column } from './catalogue';

/** Some rows of one table, of one workspace where it belongs to one: each a JSON array of what the database prints for its columns. */
export type Slice = { table: number; workspaceId: string | null; lines: string[] };

/** Told of every slice that was dealt with; may throw to end the work. */
export type OnSlice = (slice: Slice) => void;

/** Texts of 100 kB are twice as long in hexadecimal digits, so that a slice stays below 50 MB. */
const rowsEach = { withBytes: 200, other: 2000 };

const cursorName = 'carried_rows';

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function quoteTable({ schema, name }: Pick<CarriedTable, 'schema' | 'name'>): string {
  return `${quote(schema)}.${quote(name)}`;
}

/** Where a reader of the trail stands, in words that mean the same where all entries there are of transaction 0: the last id it has passed. */
const lastPassed = `coalesce((SELECT max(a.id) FROM public.audit_entry a
  WHERE a.workspace_id = t.workspace_id AND (a.transaction_id, a.id) <= (t.transaction_id, t.entry_id)), t.entry_id)`;

/**
 * What is said of a column. Transaction ids mean nothing in another database, where they would wait for ever to be in the past; 0 is
 * before every one. A job that was under way is one that is to be tried again.
 */
function printColumn(table: CarriedTable, { name, type }: Column): string {
  const isTransaction = (column: Column) => column.name === 'transaction_id' && column.type === 'bigint';
  if (isTransaction({ name, type })) return `'0'::text`;
  if (name === 'entry_id' && table.columns.some(isTransaction)) return lastPassed;
  if (isJobs(table) && name === 'state') return `CASE state WHEN 'active' THEN 'retry' ELSE state::text END`;
  return `t.${quote(name)}::text`;
}

/** Of the jobs those that are still to be done, and those that wait for a person. */
function restrictTo(table: CarriedTable): string {
  if (isJobs(table)) return `WHERE t.state IN ('created', 'retry', 'active', 'failed')`;
  return table.tenant === null ? '' : `WHERE t.${quote(table.tenant)} = $1`;
}

/** By bytes, whatever the database's collation: the same rows have the same order everywhere. */
function orderBy({ key, columns }: CarriedTable): string {
  const typeOf = new Map(columns.map(({ name, type }) => [name, type]));
  return key.map((name) => `t.${quote(name)}${typeOf.get(name) === 'text' ? ' COLLATE "C"' : ''}`).join(', ');
}

function selectRows(table: CarriedTable): string {
  const printed = table.columns.map((column) => printColumn(table, column)).join(', ');
  return `SELECT json_build_array(${printed})::text AS line FROM ${quoteTable(table)} t ${restrictTo(table)} ORDER BY ${orderBy(table)}`;
}

/** How a snapshot begins: one moment of the whole database, and values printed the same by every server. */
export const beginSnapshot = {
  text: 'SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY',
  values: [],
};
const printAlike = `SELECT set_config(name, value, true) FROM (VALUES ('TimeZone', 'UTC'), ('DateStyle', 'ISO, MDY'),
  ('IntervalStyle', 'postgres'), ('bytea_output', 'hex'), ('extra_float_digits', '1')) AS settings (name, value)`;

export async function setPrinting(query: Query): Promise<void> {
  await query(printAlike);
}

/** Until the transaction ends no migration changes these tables: rewritten by one, they would look empty to an earlier snapshot. */
export async function keepTables(query: Query, tables: readonly CarriedTable[]): Promise<void> {
  await query(`LOCK TABLE ${tables.map(quoteTable).join(', ')} IN ACCESS SHARE MODE`);
}

async function enter(query: Query, workspaceId: string | null): Promise<void> {
  await query(`SELECT set_config('palimpsest.workspace', $1, true)`, [workspaceId ?? '']);
}

type Part = { table: CarriedTable; workspaceId: string | null };

async function* readPart(query: Query, { table, workspaceId }: Part): AsyncGenerator<string[]> {
  await enter(query, workspaceId);
  const values = workspaceId === null ? [] : [workspaceId];
  await query(`DECLARE ${cursorName} NO SCROLL CURSOR FOR ${selectRows(table)}`, values);
  const limit = table.columns.some(({ type }) => type === 'bytea') ? rowsEach.withBytes : rowsEach.other;
  for (;;) {
    const rows = await query<{ line: string }>(`FETCH ${limit} FROM ${cursorName}`);
    if (rows.length > 0) yield rows.map((row) => row.line);
    if (rows.length < limit) break;
  }
  await query(`CLOSE ${cursorName}`);
}

export type Contents = { tables: readonly CarriedTable[]; workspaceIds: readonly string[] };

/** All rows of one table in slices, workspace by workspace, in one order for everybody. */
export async function* readTable(
  query: Query,
  { tables, workspaceIds }: Contents,
  index: number,
): AsyncGenerator<Slice> {
  const table = tables[index];
  if (!table) return;
  for (const workspaceId of table.tenant === null ? [null] : workspaceIds) {
    for await (const lines of readPart(query, { table, workspaceId }))
      yield { table: index, workspaceId, lines };
  }
}

export async function countRows(query: Query, { tables, workspaceIds }: Contents): Promise<number> {
  let count = 0;
  for (const table of tables) {
    for (const workspaceId of table.tenant === null ? [null] : workspaceIds) {
      await enter(query, workspaceId);
      const [row] = await query<{ count: bigint }>(
        `SELECT count(*) AS count FROM ${quoteTable(table)} t ${restrictTo(table)}`,
        workspaceId === null ? [] : [workspaceId],
      );
      count += Number(row?.count);
    }
  }
  return count;
}

/** A queue that this release does not have any more still has its jobs, as it would after an upgrade in place. */
const makeQueues = `
  SELECT ${jobSchema}.create_queue(n.name, '{"policy": "standard"}') FROM (SELECT DISTINCT r->>1 AS name FROM json_array_elements($1::json) AS e (r)) n
  WHERE NOT EXISTS (SELECT 1 FROM ${jobSchema}.queue q WHERE q.name = n.name)`;

/**
 * Writes the rows of a slice as they were printed, in the caller's transaction. Triggers of ours are off for the statement alone, in
 * the same transaction, so that nobody ever sees the table without them.
 */
export async function writeSlice(query: Query, table: CarriedTable, slice: Slice): Promise<void> {
  const rows = `[${slice.lines.join(',')}]`;
  const names = table.columns.map(({ name }) => quote(name)).join(', ');
  const values = table.columns.map(({ type }, index) => `(r->>${index})::${type}`).join(', ');
  await enter(query, slice.workspaceId);
  if (isJobs(table)) await query(makeQueues, [rows]);
  if (table.hasTriggers) await query(`ALTER TABLE ${quoteTable(table)} DISABLE TRIGGER USER`);
  await query(
    `INSERT INTO ${quoteTable(table)} (${names}) SELECT ${values} FROM json_array_elements($1::json) AS e (r)`,
    [rows],
  );
  if (table.hasTriggers) await query(`ALTER TABLE ${quoteTable(table)} ENABLE TRIGGER USER`);
}

/** What the planner knows of the tables is taken anew: nothing tells it that they are not empty any more. */
export async function refreshStatistics(query: Query, tables: readonly CarriedTable[]): Promise<void> {
  const ours = tables.filter((table) => !isJobs(table));
  await query(`ANALYZE ${ours.map(quoteTable).join(', ')}`);
}
