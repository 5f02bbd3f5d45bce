import 'server-only';

import { existsSync } from 'node:fs';

import type { OwnedDatabase } from '@/lib/db/database';
import { databaseFolder } from '@/lib/db/embedded';
import { findMove, noteMove } from '@/lib/db/moved-folder';
import type { Filled } from '@/lib/db/unfinished-copy';

import type { Terminal } from '../inspect/terminal';
import { describeSource } from './describe-source';
import { sumRows } from './digest';
import type { Digest } from './digest';
import { assertKnown, fillDatabase } from './fill-database';
import type { Source } from './fill-database';
import { openLockedFolder, openPlacePostgres } from './open-database';
import { refusal } from './outcome';
import { countOn } from './progress';
import { countRows, readTable } from './rows';
import type { OnSlice, Slice } from './rows';
import { digestSnapshot, withSnapshot } from './snapshot';
import type { Snapshot } from './snapshot';

export type Moved = {
  type: 'move';
  from: string;
  to: string;
  rows: number;
  tables: Digest[];
  seconds: number;
  /** Rows that an earlier attempt had moved. */
  resumed_after: number;
};

async function* readFrom(snapshot: Snapshot, from: Filled): AsyncGenerator<Slice> {
  for (const index of snapshot.tables.keys()) {
    if (index < from.table) continue;
    let skipped = index === from.table ? from.rows : 0;
    for await (const slice of readTable(snapshot.query, snapshot, index)) {
      const lines = slice.lines.slice(skipped);
      skipped = Math.max(0, skipped - slice.lines.length);
      if (lines.length > 0) yield { ...slice, lines };
    }
  }
}

/** Two folders differ in their instance; one folder that was written to since differs in how far it is written. */
function toSource(snapshot: Snapshot, now: Date): Source {
  return {
    id: `data folder ${snapshot.instance ?? ''} ${snapshot.writtenTo}`,
    manifest: describeSource(snapshot, { kind: 'embedded', madeAt: now, secrets: {} }),
    read: (from) => readFrom(snapshot, from),
    digest: (onSlice) => digestSnapshot(snapshot, onSlice),
  };
}

/** Host and name of a database, without credentials. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

type Options = {
  dataDir: string;
  url: string;
  adminUrl: string | undefined;
  terminal: Pick<Terminal, 'progress'>;
  now: Date;
};

async function moveSnapshot(snapshot: Snapshot, target: OwnedDatabase, options: Options): Promise<Moved> {
  const { dataDir, url, terminal, now } = options;
  const startedAt = performance.now();
  const to = nameOf(url);
  const began_at = findMove(dataDir)?.began_at ?? now.toISOString();
  const source = toSource(snapshot, now);
  await assertKnown(source.manifest);
  const total = await countRows(snapshot.query, snapshot);
  let resumedAfter = 0;
  let onWritten: OnSlice = () => undefined;
  const tables = await fillDatabase(target, source, {
    onBegun: (done) => {
      noteMove(dataDir, { to, began_at, ended_at: null });
      resumedAfter = done.total;
      onWritten = countOn(terminal, { doing: 'Moved', total, done: resumedAfter });
    },
    onWritten: (slice) => onWritten(slice),
    onCompared: countOn(terminal, { doing: 'Compared', total }),
    onComplete: () => noteMove(dataDir, { to, began_at, ended_at: now.toISOString() }),
  });
  const seconds = (performance.now() - startedAt) / 1000;
  return {
    type: 'move',
    from: dataDir,
    to,
    rows: sumRows(tables),
    tables,
    seconds,
    resumed_after: resumedAfter,
  };
}

/**
 * Carries everything from a data folder into an empty PostgreSQL and compares both. The folder's data stays as it is; from the first
 * row on the folder refuses starts. Killed, it goes on where it stopped when it is called again.
 */
export async function moveToPostgres(options: Options): Promise<Moved> {
  const { dataDir, url, adminUrl } = options;
  if (!existsSync(databaseFolder(dataDir)))
    throw refusal(`there is no database in the data folder ${dataDir}.`, 'Name the folder with DATA_DIR.');
  const source = await openLockedFolder(dataDir);
  const target = openPlacePostgres(url, adminUrl);
  try {
    return await withSnapshot(source, (snapshot) => moveSnapshot(snapshot, target, options));
  } finally {
    await Promise.all([target.close(), source.close()]);
  }
}
