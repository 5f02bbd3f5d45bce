import 'server-only';

import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

import { batchBytes, compressionLevel, gzipHeader } from './internal';

/** Size and checksum of what went in, as gzip ends with them. */
function createTally() {
  let crc = 0;
  let size = 0;
  return {
    add: (bytes: Uint8Array) => {
      crc = crc32(bytes, crc);
      size = (size + bytes.byteLength) % 2 ** 32;
    },
    trailer: () => {
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(crc >>> 0, 0);
      trailer.writeUInt32LE(size, 4);
      return trailer;
    },
  };
}

/** One gzip member of the chunks, made as fast as it is taken. Equal bytes become equal bytes, whenever and wherever. */
export async function* gzipChunks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const tally = createTally();
  async function* source() {
    for await (const chunk of chunks) {
      tally.add(chunk);
      yield chunk;
    }
  }
  yield gzipHeader;
  const deflate = createDeflateRaw({ level: compressionLevel, chunkSize: batchBytes });
  // A failure of the source reaches the reader through the compressor, which it destroys.
  pipeline(Readable.from(source(), { highWaterMark: 1 }), deflate, () => undefined);
  for await (const chunk of deflate) yield chunk as Buffer;
  yield tally.trailer();
}
