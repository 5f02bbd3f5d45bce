import 'server-only';

import { constants, mkdirSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';

import { PGlite, protocol, types } from '@electric-sql/pglite';
import type { Transaction } from '@electric-sql/pglite';
import { PrismaPGlite } from 'pglite-prisma-adapter';

import { countFailure, observeWait, watchConnections } from './connections';
import { makeCopyStatement, readCopied } from './copied';
import type { Copy, Database, ExecuteSql, OwnedDatabase, Query } from './database';
import { lockFolder } from './folder-lock';
import type { Answer } from './folder-lock';
import { PrismaClient } from './generated/client';
import { applyMigrations, migrate } from './migrate';
import { refuseMoved } from './moved-folder';
import { prepareOn } from './prepared';
import type { RunPrepared } from './prepared';

/** One connection serves everybody, so a transaction may have to wait for its turn. */
const waitForTurnMs = 30_000;

/** Who has the one connection, and who waits for it. */
const turns = { used: 0, waiting: 0 };

/** A transaction that is counted while it waits and while it goes on. */
function transactInTurn<T>(pglite: PGlite, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  turns.waiting += 1;
  let isWaiting = true;
  return pglite
    .transaction((tx) => {
      observeWait(startedAt);
      isWaiting = false;
      turns.waiting -= 1;
      turns.used += 1;
      return work(tx);
    })
    .finally(() => {
      if (isWaiting) turns.waiting -= 1;
      else turns.used -= 1;
    });
}

/** The database's own errors have their code at hand, those of the adapter in their cause. */
type Refusal = { code?: unknown; cause?: { originalCode?: unknown } };

function countingFailures<T>(result: Promise<T>): Promise<T> {
  result.catch(({ code, cause }: Refusal) => countFailure(code ?? cause?.originalCode));
  return result;
}

type Connection = Awaited<ReturnType<PrismaPGlite['connect']>>;
type PrismaTransaction = Awaited<ReturnType<Connection['startTransaction']>>;

/**
 * The adapter as published reports success when COMMIT fails and does not wait for scripts. This one begins, commits and rolls
 * back by itself and hands every failure on.
 */
function openAdapter(pglite: PGlite): PrismaPGlite {
  const factory = new PrismaPGlite(pglite);
  const connectPublished = factory.connect.bind(factory);
  factory.connect = async () => {
    const connection = await connectPublished();
    connection.executeScript = async (script) => {
      await pglite.exec(script);
    };
    connection.startTransaction = () => startTransaction(pglite, connection);
    return countingFailuresOf(connection);
  };
  return factory;
}

/** The same connection or transaction, whose refused statements are counted. */
function countingFailuresOf<Target extends Connection | PrismaTransaction>(target: Target): Target {
  const counted = Object.create(target) as Target;
  counted.queryRaw = (query) => countingFailures(target.queryRaw(query));
  counted.executeRaw = (query) => countingFailures(target.executeRaw(query));
  return counted;
}

function startTransaction(pglite: PGlite, connection: Connection): Promise<PrismaTransaction> {
  return new Promise((resolve, reject) => {
    let settle: (outcome: 'commit' | 'rollback') => void;
    const settled = new Promise<'commit' | 'rollback'>((done) => (settle = done));
    const finished = transactInTurn(pglite, async (tx) => {
      const transaction = Object.assign(Object.create(connection) as PrismaTransaction, {
        client: tx,
        options: { usePhantomQuery: true },
        commit: () => (settle('commit'), finished),
        rollback: () => (settle('rollback'), finished),
      });
      resolve(countingFailuresOf(transaction));
      if ((await settled) === 'rollback') await tx.rollback();
    });
    finished.catch(reject);
  }) as Promise<PrismaTransaction>;
}

const options = {
  parsers: {
    [types.INT8]: (text: string) => BigInt(text),
    // PGlite's own parser reads the hexadecimal digits one by one.
    [types.BYTEA]: (text: string) => Buffer.from(text.slice('\\x'.length), 'hex'),
  },
};

function queryOn(target: PGlite | Transaction): Query {
  return async <Row>(text: string, values: readonly unknown[] = []) => {
    const { rows } = await countingFailures(target.query<Row>(text, [...values], options));
    return rows;
  };
}

function queryIn(tx: Transaction, runPrepared: RunPrepared): Query {
  const run = queryOn(tx);
  return (text, values = [], name) =>
    name === undefined || tx.closed
      ? run(text, values)
      : countingFailures(runPrepared({ name, text, values }));
}

/** The caller must be inside a transaction: this takes no lock of its own. */
function copyOn(pglite: PGlite): Copy {
  return async (text, values) => {
    const statement = protocol.serialize.query(makeCopyStatement(text, values));
    const reader = readCopied();
    for (const message of await pglite.execProtocolStream(statement, { syncToFs: false })) {
      if (message instanceof protocol.messages.CopyDataMessage) reader.add(message.chunk);
    }
    return reader.rows;
  };
}

function executeOn(pglite: PGlite): ExecuteSql {
  return async (text, values = []) => {
    if (values.length > 0) return { rows: await queryOn(pglite)(text, values) };
    const results = await pglite.exec(text);
    return { rows: results.at(-1)?.rows ?? [] };
  };
}

type Prepare = (execute: ExecuteSql) => Promise<void>;

/** Migrated, under the application's role. Closed again when that fails, since a refused start may be tried again in this process. */
async function openMigrated(folder: string, prepare: Prepare | undefined): Promise<PGlite> {
  const pglite = await PGlite.create(folder);
  try {
    await migrate({ kind: 'embedded', factory: openAdapter(pglite), query: queryOn(pglite) });
    await prepare?.(executeOn(pglite));
    await pglite.exec('SET ROLE palimpsest_app');
    return pglite;
  } catch (error) {
    await pglite.close();
    throw error;
  }
}

function transactOn(pglite: PGlite, toQuery: (tx: Transaction) => Query) {
  return <T>(work: (query: Query) => Promise<T>): Promise<T> =>
    transactInTurn(pglite, async (tx) => {
      // PGlite answers within microtasks: unbroken, a queue of transactions would hold up everything else until it is empty.
      await setImmediate();
      return work(toQuery(tx));
    });
}

function toDatabase(pglite: PGlite, unlock: () => void): Database {
  watchConnections(() => ({ limit: 1, open: 1, ...turns }));
  const prisma = new PrismaClient({
    adapter: openAdapter(pglite),
    transactionOptions: { maxWait: waitForTurnMs, timeout: waitForTurnMs },
  });
  const runPrepared = prepareOn(pglite, options);
  const run = queryOn(pglite);
  const copy = copyOn(pglite);
  const transact = transactOn(pglite, (tx) => queryIn(tx, runPrepared));
  return {
    kind: 'embedded',
    prisma,
    query: (text, values = [], name) =>
      name === undefined ? run(text, values) : transact((query) => query(text, values, name)),
    transaction: (first, work) =>
      transact(async (query) => {
        await query(first.text, first.values, first.name);
        return work(query, copy);
      }),
    execute: executeOn(pglite),
    listen: (channel, { hear, catchUp }) => {
      pglite.listen(channel, hear).then(catchUp, () => undefined);
    },
    close: async () => {
      await prisma.$disconnect();
      await pglite.close();
      unlock();
    },
  };
}

/** The folder of the database inside a data folder. */
export function databaseFolder(dataDir: string): string {
  return path.join(dataDir, 'database');
}

/** Asked for as `copy NAME`, where NAME is a folder inside the data folder that whoever asks has made for it. */
const copyRequest = /^copy (backup-copy-[A-Za-z0-9]+)$/;
export const copied = 'copied';

/**
 * Gives others what they cannot take while this process has the folder: its files as they are between two statements, which is what a
 * crash would leave. Statements wait for as long as copying the files takes.
 */
function giveCopies(dataDir: string, pglite: () => PGlite | undefined): Answer {
  return async (request) => {
    const [, name] = copyRequest.exec(request) ?? [];
    const source = pglite();
    if (name === undefined || !source) return 'cannot';
    const options = { recursive: true, mode: constants.COPYFILE_FICLONE };
    try {
      await source.runExclusive(() =>
        cp(databaseFolder(dataDir), databaseFolder(path.join(dataDir, name)), options),
      );
      return copied;
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    }
  };
}

/** Opens the embedded database in a data folder that nobody else uses, migrated, under the application's role. */
export async function openEmbedded(dataDir: string, prepare?: Prepare): Promise<Database> {
  mkdirSync(dataDir, { recursive: true });
  let pglite: PGlite | undefined;
  const unlock = await lockFolder(
    dataDir,
    giveCopies(dataDir, () => pglite),
  );
  try {
    refuseMoved(dataDir);
    pglite = await openMigrated(databaseFolder(dataDir), prepare);
    return toDatabase(pglite, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Opens the embedded database of a data folder as its owner. The caller has locked the folder. */
export async function openOwnedEmbedded(dataDir: string): Promise<OwnedDatabase> {
  const pglite = await PGlite.create(databaseFolder(dataDir));
  const transact = transactOn(pglite, queryOn);
  const copy = copyOn(pglite);
  const query = queryOn(pglite);
  return {
    kind: 'embedded',
    query,
    transaction: (first, work) =>
      transact(async (run) => {
        await run(first.text, first.values);
        return work(run, copy);
      }),
    execute: executeOn(pglite),
    migrate: (names) => applyMigrations({ kind: 'embedded', factory: openAdapter(pglite), query }, names),
    close: () => pglite.close(),
  };
}
