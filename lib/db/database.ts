import 'server-only';

import type { PrismaClient } from './generated/client';

/**
 * Runs one parameterised statement. BIGINT arrives as bigint, JSONB parsed, BYTEA as Uint8Array, on either database. A name keeps
 * the statement prepared where the database can: for the few fixed texts of the hot paths, whose best plan is always the same.
 */
export type Query = <Row>(text: string, values?: readonly unknown[], name?: string) => Promise<Row[]>;
/** A row of columns as the database has them: numbers of bytes of its own form, and texts in UTF-8. */
export type CopiedRow = readonly (Uint8Array | null)[];
/**
 * Runs one SELECT and gives its rows in the database's binary form: for columns of bytes that are megabytes together, which would
 * otherwise travel as text and be taken apart again.
 */
export type Copy = (text: string, values: readonly CopyValue[]) => Promise<CopiedRow[]>;
export type CopyValue = string | readonly string[];
export type Statement = { text: string; values: readonly unknown[]; name?: string };

/** As the job queue wants it: without values the text may be a script, and the rows are those of its last statement. */
export type ExecuteSql = (text: string, values?: unknown[]) => Promise<{ rows: unknown[] }>;

/** Who hears a channel. What was said while the connection was away is gone: `catchUp` is called whenever it is there again. */
export type Listener = { hear: (payload: string) => void; catchUp: () => void };

/** One way to both databases. Only the helpers of `workspace.ts` hand it to domains. */
export type Database = {
  kind: 'embedded' | 'postgres';
  prisma: PrismaClient;
  /** One statement in a transaction of its own. */
  query: Query;
  /** The given work in one transaction, opened by `first` (a statement that belongs to it) to save a round trip. */
  transaction: <T>(first: Statement, work: (query: Query, copy: Copy) => Promise<T>) => Promise<T>;
  execute: ExecuteSql;
  /** Hears what any process says on a channel (NOTIFY), on a connection of its own where there can be several, until the database is closed. */
  listen: (channel: string, listener: Listener) => void;
  close: () => Promise<void>;
};

/** A database under its owner's rights, for what carries it as a whole. It may be empty, or of an earlier release: nothing is migrated. */
export type OwnedDatabase = Pick<Database, 'kind' | 'query' | 'transaction' | 'execute' | 'close'> & {
  /** Applies the named migrations, which are this release's first ones. */
  migrate: (names: readonly string[]) => Promise<void>;
};

type Holder = { database?: Database | undefined };
const holder = ((globalThis as Record<symbol, unknown>)[Symbol.for('palimpsest.database')] ??= {}) as Holder;

export function getDatabase(): Database {
  if (!holder.database) throw new Error('The database is not open yet.');
  return holder.database;
}

export function findDatabase(): Database | undefined {
  return holder.database;
}

/** Called once by whatever starts the process: server, worker, command or test. */
export function setDatabase(database: Database | undefined): void {
  holder.database = database;
}
