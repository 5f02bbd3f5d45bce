import 'server-only';

import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

import type { FolderFile } from './folder-item';
import { batchBytes, compressionLevel } from './internal';
import { openNameless } from './open-nameless';
import { deflated, encodeCentral, encodeEnd, encodeLocal, stored } from './zip-records';
import type { PackedFile } from './zip-records';

const deflate = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw);

/** What is shorter hardly gets smaller, and compressing has its price for every file. */
const leastBytes = 64;

async function packFile(file: FolderFile): Promise<{ packed: PackedFile; body: Uint8Array }> {
  const isTried = file.body.length >= leastBytes;
  const smaller = isTried ? await deflate(file.body, { level: compressionLevel }) : file.body;
  const isSmaller = smaller.length < file.body.length;
  const body = isSmaller ? smaller : file.body;
  const packed = {
    ...file,
    crc: crc32(file.body),
    method: isSmaller ? deflated : stored,
    sizeBytes: file.body.length,
    packedBytes: body.length,
  } as const;
  return { packed, body };
}

/** Collects pieces until they are worth a write. */
function createBatch() {
  let pieces: Uint8Array[] = [];
  let size = 0;
  return {
    add: (...more: Uint8Array[]): boolean => {
      pieces.push(...more);
      size += more.reduce((sum, { length }) => sum + length, 0);
      return size >= batchBytes;
    },
    take: (): Buffer => {
      const whole = Buffer.concat(pieces);
      [pieces, size] = [[], 0];
      return whole;
    },
  };
}

async function* pack(files: AsyncIterable<FolderFile>, directory: FileHandle): AsyncGenerator<Uint8Array> {
  const [out, records] = [createBatch(), createBatch()];
  let [count, offset, sizeBytes] = [0, 0, 0];
  for await (const file of files) {
    const { packed, body } = await packFile(file);
    const [local, central] = [encodeLocal(packed), encodeCentral(packed, offset)];
    count += 1;
    offset += local.length + body.length;
    sizeBytes += central.length;
    if (records.add(central)) await directory.appendFile(records.take());
    if (out.add(local, body)) yield out.take();
  }
  await directory.appendFile(records.take());
  yield out.take();
  for await (const chunk of directory.createReadStream({ start: 0, autoClose: false })) yield chunk as Buffer;
  yield encodeEnd({ count, offset, sizeBytes });
}

/** The files as a .zip, made as fast as it is taken. Its directory, which comes last, waits in a file without a name. */
export async function* packZip(files: AsyncIterable<FolderFile>): AsyncGenerator<Uint8Array> {
  const directory = await openNameless();
  try {
    yield* pack(files, directory);
  } finally {
    await directory.close();
  }
}
