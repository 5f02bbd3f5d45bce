import 'server-only';

import type { Query } from '@/lib/db/database';
import { jobSchema } from '@/lib/jobs/schema-name';

/** Columns as the database names their types, in its own order. */
export type Column = { name: string; type: string };

export type CarriedTable = {
  schema: string;
  name: string;
  columns: Column[];
  key: string[];
  /** The column with the workspace, by which row-level security binds even the owner; null for what belongs to no workspace. */
  tenant: string | null;
  /** Triggers of ours, which must not run again for what they have done once. */
  hasTriggers: boolean;
};

type Row = Omit<CarriedTable, 'tenant'> & {
  is_tenants: boolean;
  references: string[];
  has_triggers: boolean;
};

/**
 * Whatever a crash may empty is unlogged, and nothing unlogged is carried: it is filled again, or it was only counting. Of a table's
 * partitions the table speaks.
 */
const selectTables = `
  SELECT 'public' AS schema, c.relname::text AS name, c.relrowsecurity AS is_tenants,
    (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) ORDER BY a.attnum)
      FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    ARRAY(SELECT a.attname::text FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey) WITH ORDINALITY AS k(attnum, place)
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place) AS key,
    ARRAY(SELECT DISTINCT t.relname::text FROM pg_constraint f JOIN pg_class t ON t.oid = f.confrelid
      WHERE f.contype = 'f' AND f.conrelid = c.oid) AS references,
    EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = c.oid AND NOT t.tgisinternal) AS has_triggers
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relpersistence = 'p'
    AND c.relname <> '_prisma_migrations'
  ORDER BY c.relname COLLATE "C"`;

/** Of the job queue only its jobs are carried: the rest is made by every start. Columns that the queue has had since its first release. */
const jobColumns: Column[] = [
  { name: 'id', type: 'uuid' },
  { name: 'name', type: 'text' },
  { name: 'priority', type: 'integer' },
  { name: 'data', type: 'jsonb' },
  { name: 'state', type: `${jobSchema}.job_state` },
  { name: 'retry_limit', type: 'integer' },
  { name: 'retry_count', type: 'integer' },
  { name: 'retry_delay', type: 'integer' },
  { name: 'retry_backoff', type: 'boolean' },
  { name: 'start_after', type: 'timestamp with time zone' },
  { name: 'singleton_key', type: 'text' },
  { name: 'singleton_on', type: 'timestamp without time zone' },
  { name: 'expire_in', type: 'interval' },
  { name: 'created_on', type: 'timestamp with time zone' },
  { name: 'completed_on', type: 'timestamp with time zone' },
  { name: 'keep_until', type: 'timestamp with time zone' },
  { name: 'output', type: 'jsonb' },
  { name: 'policy', type: 'text' },
];
const jobTable: CarriedTable = {
  schema: jobSchema,
  name: 'job',
  columns: jobColumns,
  key: ['name', 'id'],
  tenant: null,
  hasTriggers: false,
};

export function isJobs(table: Pick<CarriedTable, 'schema'>): boolean {
  return table.schema === jobSchema;
}

export function labelOf({ schema, name }: Pick<CarriedTable, 'schema' | 'name'>): string {
  return schema === 'public' ? name : `${schema}.${name}`;
}

function toTable({ is_tenants: isTenants, has_triggers: hasTriggers, ...row }: Row): CarriedTable {
  const { schema, name, columns, key } = row;
  const tenant = name === 'workspace' ? 'id' : 'workspace_id';
  if (isTenants && !columns.some((column) => column.name === tenant))
    throw new Error(`The table ${name} has row-level security, and no column ${tenant} to find its rows by.`);
  if (key.length === 0) throw new Error(`The table ${name} has no key to order its rows by.`);
  return { schema, name, columns, key, tenant: isTenants ? tenant : null, hasTriggers };
}

/** What others refer to comes before them, so that no foreign key is ever without its row. */
function sortByReference(rows: readonly Row[]): Row[] {
  const names = new Set(rows.map((row) => row.name));
  const sorted: Row[] = [];
  let waiting = [...rows];
  while (waiting.length > 0) {
    const done = new Set(sorted.map((row) => row.name));
    const isFree = (row: Row) => row.references.every((name) => done.has(name) || !names.has(name));
    const free = waiting.filter(isFree);
    if (free.length === 0)
      throw new Error(`These tables refer to each other: ${waiting.map((row) => row.name).join(', ')}.`);
    sorted.push(...free);
    waiting = waiting.filter((row) => !isFree(row));
  }
  return sorted;
}

/** Every table of ours that a copy of the whole carries, in an order that satisfies foreign keys; the jobs last. */
export async function listCarriedTables(query: Query): Promise<CarriedTable[]> {
  const tables = sortByReference(await query<Row>(selectTables)).map(toTable);
  const [queue] = await query<{ is_there: boolean }>(
    `SELECT to_regclass('${jobSchema}.job') IS NOT NULL AS is_there`,
  );
  return queue?.is_there ? [...tables, jobTable] : tables;
}
