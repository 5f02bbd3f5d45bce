import type { FolderFile } from './folder-item';
import { markPath } from './folder-item';

const blockBytes = 512;
const maxNameBytes = 100;
const maxSeconds = 8 ** 11 - 1;
const encoder = new TextEncoder();

/** What stands behind a body of that size, up to the next block. */
export function padding(sizeBytes: number): Uint8Array {
  return new Uint8Array((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
}

/** `<length> <key>=<value>\n`, the length counting itself. */
function paxRecord(key: string, value: string): Uint8Array {
  const rest = encoder.encode(` ${key}=${value}\n`);
  let length = rest.length + 1;
  while (String(length).length + rest.length > length) length += 1;
  return new Uint8Array([...encoder.encode(String(length)), ...rest]);
}

/** A header of POSIX.1-1988 (ustar), of nobody's file. */
function block(options: { name: string; type: '0' | 'x'; sizeBytes: number; seconds: number }): Uint8Array {
  const header = new Uint8Array(blockBytes);
  const put = (at: number, text: string) => header.set(encoder.encode(text), at);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  header.set(encoder.encode(options.name).subarray(0, maxNameBytes));
  put(100, `${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`);
  put(124, `${octal(options.sizeBytes, 11)}\0${octal(options.seconds, 11)}\0`);
  put(148, `        ${options.type}`);
  put(257, 'ustar\0' + '00');
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(148, `${octal(sum, 6)}\0 `);
  return header;
}

/** What stands before the body of a file: its header, and before that one of POSIX.1-2001 (pax) for what it cannot say. */
export function encodeTarHeader(file: FolderFile): Uint8Array[] {
  const seconds = Math.min(Math.max(file.modifiedAtSeconds, 0), maxSeconds);
  const isPlain = /^[ -~]*$/.test(file.name) && file.name.length <= maxNameBytes;
  const records = [
    ...(isPlain ? [] : [paxRecord('path', file.name)]),
    ...(file.markedPath === null ? [] : [paxRecord('comment', markPath(file.markedPath))]),
  ];
  const header = block({ name: file.name, type: '0', sizeBytes: file.body.length, seconds });
  if (records.length === 0) return [header];
  const sizeBytes = records.reduce((sum, { length }) => sum + length, 0);
  return [block({ name: 'pax', type: 'x', sizeBytes, seconds }), ...records, padding(sizeBytes), header];
}

/** Two empty blocks end the archive. */
export const tarEnd = new Uint8Array(2 * blockBytes);
