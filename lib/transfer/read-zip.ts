import 'server-only';

import { crc32, inflateRawSync } from 'node:zlib';

import type { FolderEntry } from './folder-item';
import { maxTailBytes, parseEnd } from './zip-end';
import type { ZipDirectory } from './zip-end';
import { bodyOffsetOf, centralBytes, lengthOfCentral, localBytes, parseCentral } from './zip-entry';
import type { ZipEntry } from './zip-entry';
import { deflated, stored } from './zip-records';
import { createExtents, createWindow } from './zip-source';
import type { ZipSource } from './zip-source';

/** What goes wrong with a zip archive as a whole. */
export type ZipFault = 'cut' | 'damaged' | 'foreign' | 'encrypted' | 'packed_otherwise' | 'too_many';

const maxEntries = 1_000_000;
/** More than this no writer needs for a body that does not get smaller. */
const slackBytes = 1024;

type Options = { maxBodyBytes: number; fail: (fault: ZipFault) => Error };
type Read = ReturnType<typeof createWindow>;

async function openDirectory(source: ZipSource, { fail }: Options): Promise<ZipDirectory> {
  const tailBytes = Math.min(source.sizeBytes, maxTailBytes);
  const tail = await source.readAt(source.sizeBytes - tailBytes, tailBytes);
  const directory = parseEnd(tail, source.sizeBytes);
  if (typeof directory === 'object') return directory;
  const start = Buffer.from(await source.readAt(0, 2)).toString('latin1');
  throw fail(directory === 'cut' && source.sizeBytes >= 2 && start !== 'PK' ? 'foreign' : directory);
}

async function readEntry(read: Read, at: number): Promise<{ entry: ZipEntry; next: number } | null> {
  const start = await read(at, centralBytes);
  const length = start && lengthOfCentral(start);
  const record = length === null ? null : await read(at, length);
  const entry = record && parseCentral(record);
  return entry && { entry, next: at + record.length };
}

function inflate(packed: Uint8Array, sizeBytes: number): Uint8Array | null {
  try {
    const { buffer, engine } = inflateRawSync(packed, {
      maxOutputLength: sizeBytes + 1,
      info: true,
    }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer : null;
  } catch {
    return null;
  }
}

function unpack(packed: Uint8Array, { method, sizeBytes, crc }: ZipEntry): Uint8Array | null {
  const body = method === stored ? packed : inflate(packed, sizeBytes);
  return body?.length === sizeBytes && crc32(body) === crc ? body : null;
}

/**
 * The members of a zip archive (PKWARE's APPNOTE.TXT 6.3.10) in the order of its directory, which alone is trusted; what stands before a body
 * must agree with it. Bodies of more than `maxBodyBytes` are passed over, so are links and folders. Every body that is given is whole and has
 * the checksum that the directory says. What is wrong with the archive as a whole is told to `fail`, which throws, at the latest at the end.
 */
export async function* readZip(source: ZipSource, options: Options): AsyncGenerator<FolderEntry> {
  const { maxBodyBytes, fail } = options;
  const directory = await openDirectory(source, options);
  const [readDirectory, readFiles] = [createWindow(source), createWindow(source)];
  const extents = createExtents();
  const directoryEnd = directory.offset + directory.sizeBytes;
  let count = 0;

  async function openBody(entry: ZipEntry): Promise<Uint8Array | null> {
    const { offset, packedBytes, sizeBytes } = entry;
    const start = await readFiles(offset, localBytes + entry.nameBytes.length);
    const bodyOffset = start && bodyOffsetOf(start, entry);
    if (bodyOffset === null) throw fail('damaged');
    const end = offset + bodyOffset + packedBytes;
    if (end > directory.offset) throw fail('damaged');
    extents.add(offset, end);
    if (!entry.isFile || sizeBytes > maxBodyBytes) return null;
    if (packedBytes > maxBodyBytes + slackBytes) throw fail('damaged');
    const packed = await readFiles(end - packedBytes, packedBytes);
    const body = packed && unpack(packed, entry);
    if (!body) throw fail('damaged');
    return body;
  }

  for (let at = directory.offset; at < directoryEnd;) {
    const found = await readEntry(readDirectory, at);
    if (!found || found.next > directoryEnd) throw fail('damaged');
    const { entry } = found;
    at = found.next;
    count += 1;
    if (count > maxEntries) throw fail('too_many');
    if (entry.isEncrypted) throw fail('encrypted');
    if (entry.method !== stored && entry.method !== deflated) throw fail('packed_otherwise');
    const { name, comment, isFile, sizeBytes, modifiedAtSeconds } = entry;
    yield { name, comment, isFile, sizeBytes, modifiedAtSeconds, body: await openBody(entry) };
  }
  const counted = directory.isCountExact ? count : count % 65_536;
  if (counted !== directory.count || !extents.areApart()) throw fail('damaged');
}
