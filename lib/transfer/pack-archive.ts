import 'server-only';

import { createHash } from 'node:crypto';
import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

import { gzipHeader, makeSeal } from './internal';

/** Most of what there is to gain in size, at a third of the processor time of the default. */
const compressionLevel = 1;
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

/** Size and checksum of what went in, as gzip ends with them. */
function createTally() {
  let crc = 0;
  let size = 0;
  const hash = createHash('sha256');
  return {
    add: (bytes: Buffer) => {
      crc = crc32(bytes, crc);
      size = (size + bytes.byteLength) % 2 ** 32;
      hash.update(bytes);
    },
    digest: () => hash.copy().digest('hex'),
    trailer: () => {
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(crc >>> 0, 0);
      trailer.writeUInt32LE(size, 4);
      return trailer;
    },
  };
}

async function* compress(
  lines: AsyncIterable<string>,
  endLine: (sha256: string) => string,
): AsyncGenerator<Buffer> {
  const tally = createTally();
  async function* source() {
    for await (const batch of toBatches(lines)) {
      tally.add(batch);
      yield batch;
    }
    const last = Buffer.from(`${endLine(tally.digest())}\n`, 'utf8');
    tally.add(last);
    yield last;
  }
  yield gzipHeader;
  const deflate = createDeflateRaw({ level: compressionLevel, chunkSize: batchBytes });
  // A failure of the source reaches the reader through the compressor, which it destroys.
  pipeline(Readable.from(source(), { highWaterMark: 1 }), deflate, () => undefined);
  for await (const chunk of deflate) yield chunk as Buffer;
  yield tally.trailer();
}

/** The lines as a sealed archive, made as fast as it is taken. `endLine` makes the last line from the SHA-256 of all before it. */
export async function* packArchive(
  lines: AsyncIterable<string>,
  endLine: (sha256: string) => string,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of compress(lines, endLine)) {
    hash.update(chunk);
    yield chunk;
  }
  yield makeSeal(hash.digest());
}
