import type { FolderEntry, FolderFile } from '@/lib/transfer/folder-item';
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

export function zip(files: Iterable<FolderFile>): Promise<Buffer> {
  async function* each() {
    for (const file of files) yield await Promise.resolve(file);
  }
  return join(packZip(each()));
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
