import type { FolderEntry, FolderFile } from '@/lib/transfer/folder-item';
import { packTar } from '@/lib/transfer/pack-tar';
import { packZip } from '@/lib/transfer/pack-zip';
import { readZip } from '@/lib/transfer/read-zip';
import type { ZipSource } from '@/lib/transfer/zip-source';

export function toFile(
  name: string,
  content: string | Uint8Array,
  more: Partial<FolderFile> = {},
): FolderFile {
  return { name, markedPath: null, modifiedAtSeconds: 1_700_000_000, body: Buffer.from(content), ...more };
}

async function join(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

async function* oneByOne<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  for (const item of items) yield await Promise.resolve(item);
}

export function zip(files: Iterable<FolderFile>): Promise<Buffer> {
  return join(packZip(oneByOne(files)));
}

export function tar(files: Iterable<FolderFile>): Promise<Buffer> {
  return join(packTar(oneByOne(files)));
}

/** A .tar.gz of files by their names, in the order given. */
export function tarFolder(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  return tar(Object.entries(files).map(([name, content]) => toFile(name, content)));
}

/** A .zip of files by their names, in the order given. */
export function zipFolder(files: Record<string, string | Uint8Array>): Promise<Buffer> {
  return zip(Object.entries(files).map(([name, content]) => toFile(name, content)));
}

/** Reads to the end; throws an error with the fault's name. */
export async function unzip(bytes: Uint8Array): Promise<FolderEntry[]> {
  const source: ZipSource = {
    sizeBytes: bytes.length,
    readAt: (offset, sizeBytes) => Promise.resolve(bytes.subarray(offset, offset + sizeBytes)),
  };
  const entries: FolderEntry[] = [];
  for await (const entry of readZip(source, { maxBodyBytes: 102_400, fail: (fault) => new Error(fault) }))
    entries.push(entry);
  return entries;
}
