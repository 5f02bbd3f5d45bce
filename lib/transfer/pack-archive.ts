import 'server-only';

import { createHash } from 'node:crypto';

import { gzipChunks } from './gzip-chunks';
import { batchBytes, makeSeal } from './internal';

/** Joins lines into pieces of an even size. */
async function* toBatches(lines: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let batch = '';
  for await (const line of lines) {
    batch += `${line}\n`;
    if (batch.length < batchBytes) continue;
    yield Buffer.from(batch, 'utf8');
    batch = '';
  }
  if (batch !== '') yield Buffer.from(batch, 'utf8');
}

async function* withEnd(
  lines: AsyncIterable<string>,
  endLine: (sha256: string) => string,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const batch of toBatches(lines)) {
    hash.update(batch);
    yield batch;
  }
  yield Buffer.from(`${endLine(hash.digest('hex'))}\n`, 'utf8');
}

/** The lines as a sealed archive, made as fast as it is taken. `endLine` makes the last line from the SHA-256 of all before it. */
export async function* packArchive(
  lines: AsyncIterable<string>,
  endLine: (sha256: string) => string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of gzipChunks(withEnd(lines, endLine))) {
    hash.update(chunk);
    yield chunk;
  }
  yield makeSeal(hash.digest());
}
