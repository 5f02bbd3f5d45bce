import 'server-only';

import type { EventEmitter } from 'node:events';

import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';

import { countFailure, countLostConnection, observeWait, watchConnections } from './connections';
import { makeCopyStatement, readCopied } from './copied';
import type { Copy, CopiedRow, Database, ExecuteSql, OwnedDatabase, Query, Statement } from './database';
import { PrismaClient } from './generated/client';
import { listenOn } from './listen-on';
import { applyMigrations, migrate } from './migrate';

const int8 = 20;
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8
      ? (text: string) => BigInt(text)
      : (pg.types.getTypeParser(oid, format as 'text') as unknown),
} as pg.CustomTypesConfig;

export type PostgresOptions = {
  url: string;
  /** Migrations run under this one when given; then `url` may belong to the bare application role. */
  adminUrl?: string | undefined;
  poolSize: number;
  onConnectionError: (error: Error) => void;
  /** Further set-up that needs the owner's rights, such as the job queue's tables. One start at a time does it. */
  prepare?: (execute: ExecuteSql) => Promise<void>;
};

/** adapter-pg splits scripts at every semicolon; a single query runs the whole file as one transaction. */
function migrationFactory(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connectPublished = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connectPublished();
    connection.executeScript = async (script) => {
      await pool.query(script);
    };
    return connection;
  };
  return factory;
}

function queryOn(target: pg.Pool | pg.PoolClient): Query {
  return async <Row>(text: string, values: readonly unknown[] = [], name?: string) => {
    const { rows } = await target.query<Row & pg.QueryResultRow>({
      text,
      values: [...values],
      types,
      ...(name && { name }),
    });
    return rows;
  };
}

/** The driver has no COPY, but takes a query of anybody's making, whose handlers it calls. */
function copyOn(client: pg.PoolClient): Copy {
  return (text, values) =>
    new Promise<CopiedRow[]>((resolve, reject) => {
      const reader = readCopied();
      client.query({
        submit: (connection: pg.Connection) => connection.query(makeCopyStatement(text, values)),
        // The driver uses the memory of a message again for the next ones.
        handleCopyData: ({ chunk }: { chunk: Uint8Array }) => reader.add(Buffer.from(chunk)),
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => resolve(reader.rows),
        handleError: reject,
      });
    });
}

function executeOn(pool: pg.Pool): ExecuteSql {
  return async (text, values) => {
    const result = (await pool.query(text, values)) as pg.QueryResult | pg.QueryResult[];
    return { rows: (Array.isArray(result) ? result.at(-1)?.rows : result.rows) ?? [] };
  };
}

/**
 * The pool listens for the loss of idle connections only. One that is lost while it is lent out, between two statements, would end the
 * process: an error event that nobody hears is thrown. The next statement on it fails, and says so to its caller.
 */
function surviveLostConnections(pool: pg.Pool, onConnectionError: (error: Error) => void): void {
  pool.on('error', onConnectionError);
  pool.on('connect', (client) => void client.on('error', () => undefined));
}

/** The driver's protocol, which tells of every statement that failed, whoever sent it. Its types leave it out. */
function protocolOf(client: pg.PoolClient): EventEmitter {
  return (client as unknown as { connection: EventEmitter }).connection;
}

type Borrow = (client: pg.PoolClient | undefined, release: () => void) => void;
type Connect = {
  (): Promise<pg.PoolClient>;
  (callback: (error: Error | undefined, ...rest: Parameters<Borrow>) => void): void;
};

/** Says how many connections the pool has, how long callers wait for one, and what the database refused. */
function watchPool(pool: pg.Pool, limit: number): void {
  const connect = pool.connect.bind(pool) as Connect;
  const connectTimed = (callback?: Parameters<Connect>[0]) => {
    const startedAt = performance.now();
    if (!callback) return connect().finally(() => observeWait(startedAt));
    return connect((...outcome) => {
      observeWait(startedAt);
      callback(...outcome);
    });
  };
  pool.connect = connectTimed as Connect;
  pool.on('error', countLostConnection);
  pool.on('connect', (client) => {
    protocolOf(client).on('errorMessage', (message: { code?: string }) => countFailure(message.code));
  });
  watchConnections(() => ({
    limit,
    open: pool.totalCount,
    used: pool.totalCount - pool.idleCount,
    waiting: pool.waitingCount,
  }));
}

type OwnerOptions = Pick<PostgresOptions, 'url' | 'adminUrl' | 'onConnectionError'>;

function openOwnersPool({ url, adminUrl, onConnectionError }: OwnerOptions): pg.Pool {
  // One connection, which stays until the end however long it rests: locks of a session belong to it.
  const pool = new pg.Pool({
    connectionString: adminUrl ?? url,
    max: 1,
    idleTimeoutMillis: 0,
    options: '-c timezone=UTC',
  });
  surviveLostConnections(pool, onConnectionError);
  return pool;
}

/** Held on a connection of its own: the schema engine lets go of every lock of the one that it migrates on. */
const startLock = 72_707_370;

async function oneStartAtATime<T>(options: OwnerOptions, work: () => Promise<T>): Promise<T> {
  const holder = openOwnersPool(options);
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [startLock]);
    return await work();
  } finally {
    await holder.end();
  }
}

async function migrateAsOwner(options: PostgresOptions): Promise<void> {
  await oneStartAtATime(options, async () => {
    const pool = openOwnersPool(options);
    try {
      await migrate({ kind: 'postgres', factory: migrationFactory(pool), query: queryOn(pool) });
      await options.prepare?.(executeOn(pool));
    } finally {
      await pool.end();
    }
  });
}

/** Opens PostgreSQL as its owner, over one connection. */
export function openOwnedPostgres(options: OwnerOptions): OwnedDatabase {
  const pool = openOwnersPool(options);
  const query = queryOn(pool);
  return {
    kind: 'postgres',
    query,
    transaction: (first, work) => runTransaction(pool, first, work),
    execute: executeOn(pool),
    migrate: (names) => applyMigrations({ kind: 'postgres', factory: migrationFactory(pool), query }, names),
    close: () => pool.end(),
  };
}

/** Opens PostgreSQL, migrated, with every pooled connection under the application's role. */
export async function openPostgres(options: PostgresOptions): Promise<Database> {
  await migrateAsOwner(options);
  const { url, onConnectionError } = options;
  const stopListening: (() => void)[] = [];
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
    // No statement here runs so long that compiling it, a tenth of a second and more, would pay.
    options: '-c timezone=UTC -c jit=off -c role=palimpsest_app',
  });
  surviveLostConnections(pool, onConnectionError);
  watchPool(pool, options.poolSize);
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { onConnectionError }),
    transactionOptions: { maxWait: 15_000, timeout: 30_000 },
  });
  return {
    kind: 'postgres',
    prisma,
    query: queryOn(pool),
    transaction: (first, work) => runTransaction(pool, first, work),
    execute: executeOn(pool),
    listen: (channel, listener) => {
      const connection = {
        connectionString: url,
        application_name: channel,
        options: '-c role=palimpsest_app',
      };
      stopListening.push(listenOn({ channel, listener, connection, onLoss: onConnectionError }));
    },
    close: async () => {
      for (const stop of stopListening) stop();
      await prisma.$disconnect();
      if (!pool.ended) await pool.end();
    },
  };
}

async function runTransaction<T>(
  pool: pg.Pool,
  first: Statement,
  work: (query: Query, copy: Copy) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  const query = queryOn(client);
  try {
    // Queued together, awaited once.
    await Promise.all([client.query('BEGIN'), query(first.text, first.values, first.name)]);
    const result = await work(query, copyOn(client));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    failure = await client.query('ROLLBACK').then(
      () => undefined,
      (broken: Error) => broken,
    );
    throw error;
  } finally {
    client.release(failure);
  }
}
