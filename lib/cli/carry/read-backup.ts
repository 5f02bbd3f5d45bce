import 'server-only';

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import type { Filled } from '@/lib/db/unfinished-copy';

import { createDigester, sumRows } from './digest';
import type { Digest } from './digest';
import { lineSchemas, manifestSchema } from './manifest';
import type { Manifest } from './manifest';
import { refusal } from './outcome';
import type { Slice } from './rows';

const linesEach = 500;
const bytesEach = 4_000_000;
const lineFeed = 10;

function damaged(what: string): Error {
  return refusal(`this backup is ${what}.`, 'Restore another one.');
}

/** The bytes inside the compression. Throws a refusal for a file that is cut or damaged. */
async function* inflate(file: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  pipeline(createReadStream(file), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_') && code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    throw damaged(code === 'Z_BUF_ERROR' ? 'cut: its end is missing' : 'damaged: it cannot be decompressed');
  }
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(lineFeed); at >= 0; at = chunk.indexOf(lineFeed, from)) {
      yield rest.length === 0
        ? chunk.subarray(from, at + 1)
        : Buffer.concat([...rest, chunk.subarray(from, at + 1)]);
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) throw damaged('cut: its end is missing');
}

type Event =
  | { kind: 'manifest'; manifest: Manifest }
  | { kind: 'table'; label: string }
  | { kind: 'workspace'; id: string }
  | { kind: 'row'; line: string }
  | { kind: 'table_end'; rows: number; sha256: string }
  | { kind: 'end'; rows: number; sha256: string };

const [bracket, brace] = Buffer.from('[{');

function parseControl(text: string): Event {
  const line: unknown = JSON.parse(text);
  const manifest = manifestSchema.safeParse(line);
  if (manifest.success) return { kind: 'manifest', manifest: manifest.data };
  const table = lineSchemas.table.safeParse(line);
  if (table.success) return { kind: 'table', label: table.data.table };
  const workspace = lineSchemas.workspace.safeParse(line);
  if (workspace.success) return { kind: 'workspace', id: workspace.data.workspace };
  const tableEnd = lineSchemas.tableEnd.safeParse(line);
  if (tableEnd.success) return { kind: 'table_end', ...tableEnd.data };
  const end = lineSchemas.end.parse(line);
  return { kind: 'end', rows: end.total_rows, sha256: end.sha256 };
}

function parseLine(bytes: Buffer): Event {
  if (bytes[0] === bracket) return { kind: 'row', line: bytes.toString('utf8', 0, bytes.length - 1) };
  if (bytes[0] !== brace) throw damaged('damaged: it has a line that is neither a row nor about rows');
  try {
    return parseControl(bytes.toString('utf8'));
  } catch {
    throw damaged('damaged: it has a line that cannot be read');
  }
}

export type Checked = { manifest: Manifest; sha256: string; tables: Digest[] };

/** Refuses what is no backup, with a sentence that says so. */
async function* parseEvents(file: string): AsyncGenerator<{ event: Event; bytes: Buffer }> {
  let isFirst = true;
  for await (const bytes of splitLines(inflate(file))) {
    const event = parseLine(bytes);
    if (isFirst && event.kind !== 'manifest')
      throw refusal(`${file} is no backup of Palimpsest that this release can read.`);
    isFirst = false;
    yield { event, bytes };
  }
}

/** Reads a backup from end to end and throws a refusal unless every count and every hash in it is right. */
export async function checkBackup(file: string): Promise<Checked> {
  const whole = createHash('sha256');
  const checked: Partial<Checked> & { tables: Digest[] } = { tables: [] };
  let digester: ReturnType<typeof createDigester> | undefined;
  let ended: Event | undefined;
  for await (const { event, bytes } of parseEvents(file)) {
    if (ended) throw damaged('damaged: it goes on after its end');
    if (event.kind === 'end') ended = event;
    else whole.update(bytes);
    if (event.kind === 'manifest') checked.manifest = event.manifest;
    if (event.kind === 'table') digester = createDigester(event.label);
    if (event.kind === 'row') digester?.add([event.line]);
    if (event.kind !== 'table_end') continue;
    const digest = digester?.finish();
    if (digest?.rows !== event.rows || digest.sha256 !== event.sha256)
      throw damaged(`damaged: the rows of ${digest?.table ?? 'a table'} are not those that were written`);
    checked.tables.push(digest);
  }
  if (ended?.kind !== 'end' || !checked.manifest) throw damaged('cut: its end is missing');
  const sha256 = whole.digest('hex');
  if (sha256 !== ended.sha256 || sumRows(checked.tables) !== ended.rows)
    throw damaged('damaged: it is not what was written');
  return { manifest: checked.manifest, tables: checked.tables, sha256 };
}

/** The rows of a checked backup in slices, from the row behind those that are there already. */
export async function* readBackup(file: string, from: Filled): AsyncGenerator<Slice> {
  let table = -1;
  let row = 0;
  let workspaceId: string | null = null;
  let lines: string[] = [];
  let bytes = 0;

  function* cut(): Generator<Slice> {
    if (lines.length > 0) yield { table, workspaceId, lines };
    lines = [];
    bytes = 0;
  }

  for await (const { event } of parseEvents(file)) {
    if (event.kind !== 'row') yield* cut();
    if (event.kind === 'workspace') workspaceId = event.id;
    if (event.kind === 'table') [table, row, workspaceId] = [table + 1, 0, null];
    if (event.kind !== 'row') continue;
    row += 1;
    if (table < from.table || (table === from.table && row <= from.rows)) continue;
    lines.push(event.line);
    bytes += event.line.length;
    if (lines.length >= linesEach || bytes >= bytesEach) yield* cut();
  }
  yield* cut();
}
