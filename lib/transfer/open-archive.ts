import 'server-only';

import { createHash } from 'node:crypto';

import { AppError, invalidRequest } from '@/lib/errors/app-error';
import { encodeContent } from '@/lib/versions/content';

import { archiveLine, maxLineBytes } from './archive';
import type { ArchiveLine, Line } from './archive';
import { createOrderCheck } from './archive-order';
import { inflateArchive } from './inflate-archive';
import type { SpooledArchive } from './spool-archive';

const newline = 10;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function damaged(what: string, cause?: unknown): AppError {
  return new AppError('invalid_request', `the archive is damaged: ${what}`, {}, cause);
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let from = 0;
    for (let at = bytes.indexOf(newline); at !== -1; at = bytes.indexOf(newline, from)) {
      yield bytes.subarray(from, at + 1);
      from = at + 1;
    }
    rest = bytes.subarray(from);
    if (rest.length > maxLineBytes) throw damaged('a line is too long');
  }
  if (rest.length > 0) throw invalidRequest('the archive is cut: its last line is not whole');
}

function parseLine(bytes: Buffer, number: number): ArchiveLine {
  let value: unknown;
  try {
    value = JSON.parse(utf8.decode(bytes));
  } catch (error) {
    throw damaged(`line ${number} is not JSON`, error);
  }
  const parsed = archiveLine.safeParse(value);
  if (parsed.success) return parsed.data;
  const kind = (value as { format?: unknown; version?: unknown } | null) ?? {};
  if (number === 1 && kind.version !== undefined && kind.version !== 1) {
    throw invalidRequest('the archive was made by a newer version of the product');
  }
  // Where, but never what: the line may hold a memory's text.
  throw damaged(`line ${number}: ${parsed.error.issues[0]?.path.join('.') || 'line'} is not as it should be`);
}

function checkHash(line: Line<'version'>): void {
  if (line.content === null) return;
  const sha256 = createHash('sha256').update(encodeContent(line.content)).digest('hex');
  if (sha256 !== line.content_sha256)
    throw damaged('the text of a version is not the one that its hash was made from');
}

/**
 * The lines of an archive, verified while they are read: their shape, their order, the hash of every text, the counts and the SHA-256 at
 * the end. Throws `invalid_request` at the first fault; whoever must know beforehand reads it to its end first.
 */
export async function* openArchive(archive: SpooledArchive): AsyncGenerator<ArchiveLine> {
  const order = createOrderCheck();
  const hash = createHash('sha256');
  let number = 0;
  let isEnded = false;
  for await (const bytes of splitLines(inflateArchive(archive))) {
    number += 1;
    if (isEnded) throw damaged('it goes on after its end');
    const line = parseLine(bytes, number);
    order.take(line);
    if (line.kind === 'version') checkHash(line);
    if (line.kind === 'end') {
      isEnded = true;
      if (line.sha256 !== hash.digest('hex')) throw damaged('it is not what was exported');
    } else {
      hash.update(bytes);
    }
    yield line;
  }
  if (!isEnded) throw invalidRequest('the archive is cut: its end is missing');
}
