import 'server-only';

import { createHash } from 'node:crypto';

import { sealLines } from '@/lib/http/seal-lines';

import { gzipChunks } from './gzip-chunks';
import { makeSeal } from './internal';

/** The lines as a sealed archive, made as fast as it is taken. `endLine` makes the last line from the SHA-256 of all before it. */
export async function* packArchive(
  lines: AsyncIterable<string>,
  endLine: (sha256: string) => string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of gzipChunks(sealLines(lines, endLine))) {
    hash.update(chunk);
    yield chunk;
  }
  yield makeSeal(hash.digest());
}
