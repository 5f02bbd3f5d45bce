import 'server-only';

import { createHash } from 'node:crypto';

/** What is handed on at once. */
const batchBytes = 65_536;

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

/** The lines in UTF-8, and a last one that `endLine` makes from the SHA-256 of every byte before it: without it, something is missing. */
export async function* sealLines(
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
