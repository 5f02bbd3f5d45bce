import type { FolderFile } from './folder-item';
import { markPath } from './folder-item';

/** Records of a zip archive as they are written: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3 to 4.5. All numbers are little-endian. */
export const signatures = {
  local: 0x04034b50,
  central: 0x02014b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  end: 0x06054b50,
};

export const max16 = 0xffff;
export const max32 = 0xffffffff;
export const stored = 0;
export const deflated = 8;
export const timeExtra = 0x5455;
export const zip64Extra = 1;
const namesAreUtf8 = 0x0800;
const [version2, version45] = [20, 45];
/** Made on Unix, so that readers take names and modes as they are; a plain file that its owner may write. */
const madeOnUnix = 3 << 8;
const unixMode = 0o100644;
const encoder = new TextEncoder();

type Field = readonly [sizeBytes: 1 | 2 | 4 | 8, value: number] | Uint8Array;

function record(...fields: Field[]): Uint8Array {
  const sizeOf = (field: Field) => (field instanceof Uint8Array ? field.length : field[0]);
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + sizeOf(field), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const field of fields) {
    if (field instanceof Uint8Array) bytes.set(field, at);
    else if (field[0] === 1) view.setUint8(at, field[1]);
    else if (field[0] === 2) view.setUint16(at, field[1], true);
    else if (field[0] === 4) view.setUint32(at, field[1], true);
    else view.setBigUint64(at, BigInt(field[1]), true);
    at += sizeOf(field);
  }
  return bytes;
}

const [firstDosYear, lastDosYear] = [1980, 2107];

/** Time and date as MS-DOS had them, in steps of two seconds, here in UTC. */
function toDosTime(seconds: number): [time: number, date: number] {
  const earliest = Date.UTC(firstDosYear, 0, 1);
  const latest = Date.UTC(lastDosYear, 11, 31, 23, 59, 58);
  const at = new Date(Math.min(Math.max(seconds * 1000, earliest), latest));
  const time = (at.getUTCHours() << 11) | (at.getUTCMinutes() << 5) | (at.getUTCSeconds() >> 1);
  const year = at.getUTCFullYear() - firstDosYear;
  return [time, (year << 9) | ((at.getUTCMonth() + 1) << 5) | at.getUTCDate()];
}

/** The extended timestamp of Info-ZIP, for times that it can say: exact, and in UTC for every reader. */
function timeField(seconds: number): Uint8Array {
  if (seconds < 0 || seconds > 0x7fffffff) return new Uint8Array();
  return record([2, timeExtra], [2, 5], [1, 1], [4, seconds]);
}

/** A file with its body as it stands in the archive. */
export type PackedFile = Omit<FolderFile, 'body'> & {
  crc: number;
  method: typeof stored | typeof deflated;
  sizeBytes: number;
  packedBytes: number;
};

function common(file: PackedFile): Field[] {
  const [time, date] = toDosTime(file.modifiedAtSeconds);
  return [
    [2, namesAreUtf8],
    [2, file.method],
    [2, time],
    [2, date],
    [4, file.crc],
    [4, file.packedBytes],
    [4, file.sizeBytes],
  ];
}

/** What stands before the body. */
export function encodeLocal(file: PackedFile): Uint8Array {
  const name = encoder.encode(file.name);
  const extra = timeField(file.modifiedAtSeconds);
  return record(
    [4, signatures.local],
    [2, version2],
    ...common(file),
    [2, name.length],
    [2, extra.length],
    name,
    extra,
  );
}

/** The file's record in the directory. `offset` is where its local record begins. */
export function encodeCentral(file: PackedFile, offset: number): Uint8Array {
  const isFar = offset >= max32;
  const name = encoder.encode(file.name);
  const far = isFar ? record([2, zip64Extra], [2, 8], [8, offset]) : new Uint8Array();
  const time = timeField(file.modifiedAtSeconds);
  const comment = encoder.encode(file.markedPath === null ? '' : markPath(file.markedPath));
  return record(
    [4, signatures.central],
    [2, madeOnUnix | version45],
    [2, isFar ? version45 : version2],
    ...common(file),
    [2, name.length],
    [2, far.length + time.length],
    [2, comment.length],
    [2, 0],
    [2, 0],
    [4, unixMode * 2 ** 16],
    [4, isFar ? max32 : offset],
    name,
    far,
    time,
    comment,
  );
}

/** The end of the archive, behind its directory; with the records of Zip64 before it where the fields of old are too small. */
export function encodeEnd(directory: { count: number; offset: number; sizeBytes: number }): Uint8Array {
  const { count, offset, sizeBytes } = directory;
  const isLarge = count >= max16 || offset >= max32 || sizeBytes >= max32;
  const large = record(
    [4, signatures.end64],
    [8, 44],
    [2, madeOnUnix | version45],
    [2, version45],
    [4, 0],
    [4, 0],
    [8, count],
    [8, count],
    [8, sizeBytes],
    [8, offset],
    [4, signatures.locator64],
    [4, 0],
    [8, offset + sizeBytes],
    [4, 1],
  );
  const shown = Math.min(count, max16);
  return record(
    ...(isLarge ? [large] : []),
    [4, signatures.end],
    [2, 0],
    [2, 0],
    [2, shown],
    [2, shown],
    [4, Math.min(sizeBytes, max32)],
    [4, Math.min(offset, max32)],
    [2, 0],
  );
}
