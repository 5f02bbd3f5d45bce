import 'server-only';

import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { link, mkdir, open, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGzip } from 'node:zlib';

import { labelOf } from './catalogue';
import { createDigester, sumRows } from './digest';
import type { Digest } from './digest';
import type { Manifest } from './manifest';
import { refusal } from './outcome';
import { readTable } from './rows';
import type { OnSlice } from './rows';
import type { Snapshot } from './snapshot';

export type Written = { sha256: string; tables: Digest[] };

const print = (line: object) => `${JSON.stringify(line)}\n`;

async function* printTable(
  snapshot: Snapshot,
  index: number,
  onSlice: OnSlice,
): AsyncGenerator<string, Digest> {
  const table = labelOf(snapshot.tables[index]!);
  const digester = createDigester(table);
  let workspaceId: string | null = null;
  yield print({ table });
  for await (const slice of readTable(snapshot.query, snapshot, index)) {
    if (slice.workspaceId !== workspaceId) {
      ({ workspaceId } = slice);
      yield print({ workspace: workspaceId });
    }
    yield `${slice.lines.join('\n')}\n`;
    digester.add(slice.lines);
    onSlice(slice);
  }
  const digest = digester.finish();
  yield print({ rows: digest.rows, sha256: digest.sha256 });
  return digest;
}

/** The text of a backup in pieces; `written` learns what it came to. */
async function* printBackup(
  snapshot: Snapshot,
  manifest: Manifest,
  { written, onSlice }: { written: Written; onSlice: OnSlice },
): AsyncGenerator<Buffer> {
  const whole = createHash('sha256');
  const take = (text: string) => {
    const bytes = Buffer.from(text);
    whole.update(bytes);
    return bytes;
  };
  yield take(print(manifest));
  for (const index of snapshot.tables.keys()) {
    const pieces = printTable(snapshot, index, onSlice);
    let piece = await pieces.next();
    for (; piece.done !== true; piece = await pieces.next()) yield take(piece.value);
    written.tables.push(piece.value);
  }
  written.sha256 = whole.digest('hex');
  const end = {
    tables: written.tables.length,
    total_rows: sumRows(written.tables),
    sha256: written.sha256,
  };
  yield Buffer.from(print(end));
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a snapshot to a file that is not there yet, readable for its owner alone. It has its name when all of it is on the disk, and
 * never before. Throws a refusal when there is a file of that name.
 */
export async function writeBackup(
  snapshot: Snapshot,
  manifest: Manifest,
  { file, onSlice }: { file: string; onSlice: OnSlice },
): Promise<Written> {
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${process.pid}.unfinished`;
  try {
    const written: Written = { sha256: '', tables: [] };
    const source = Readable.from(printBackup(snapshot, manifest, { written, onSlice }), { highWaterMark: 1 });
    const gzip = createGzip({ level: constants.Z_BEST_SPEED });
    await pipeline(source, gzip, createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true }));
    await link(draft, file);
    await syncFolder(folder);
    return written;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw refusal(
        `${file} is there already, and no backup is overwritten.`,
        'Give another name with --to.',
      );
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
