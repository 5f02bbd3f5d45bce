import { max32, signatures, timeExtra, zip64Extra } from './zip-records';

/** A member as the directory of a zip archive describes it. */
export type ZipEntry = {
  nameBytes: Uint8Array;
  name: string | null;
  comment: string | null;
  isFile: boolean;
  isEncrypted: boolean;
  method: number;
  crc: number;
  packedBytes: number;
  sizeBytes: number;
  offset: number;
  modifiedAtSeconds: number;
};

export const centralBytes = 46;
export const localBytes = 30;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

/** The fields behind the name, by their kind. What cannot be read as fields is passed over: some writers leave padding there. */
function readExtra(bytes: Uint8Array): Map<number, DataView> {
  const view = viewOf(bytes);
  const fields = new Map<number, DataView>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (end > bytes.length) break;
    fields.set(view.getUint16(at, true), viewOf(bytes.subarray(at + 4, end)));
    at = end;
  }
  return fields;
}

/** The numbers that were too large for their fields, in this order, and only those. Null when one is missing. */
function readLarge(sizes: readonly number[], field: DataView | undefined): number[] | null {
  let at = 0;
  const found = sizes.map((size) => {
    if (size !== max32) return size;
    if (!field || at + 8 > field.byteLength) return Number.NaN;
    at += 8;
    return Number(field.getBigUint64(at - 8, true));
  });
  return found.every(Number.isSafeInteger) ? found : null;
}

function readTime(view: DataView, field: DataView | undefined): number {
  if (field && field.byteLength >= 5 && (field.getUint8(0) & 1) === 1) return field.getInt32(1, true);
  const [time, date] = [view.getUint16(12, true), view.getUint16(14, true)];
  const day = [1980 + (date >> 9), ((date >> 5) & 15) - 1, date & 31] as const;
  return Date.UTC(...day, time >> 11, (time >> 5) & 63, (time & 31) * 2) / 1000;
}

const [onUnix, onDarwin] = [3, 19];

/** Neither a folder nor, where it was made on Unix, a link or a device. */
function isPlainFile(view: DataView, nameBytes: Uint8Array): boolean {
  if (nameBytes.at(-1) === 0x2f) return false;
  const madeOn = view.getUint8(5);
  const attributes = view.getUint32(38, true);
  if (madeOn !== onUnix && madeOn !== onDarwin) return (attributes & 0x10) === 0;
  const kind = (attributes >>> 16) & 0o170000;
  return kind === 0 || kind === 0o100000;
}

/** How long the record is that begins with these bytes; null when they begin none. */
export function lengthOfCentral(start: Uint8Array): number | null {
  const view = viewOf(start);
  if (start.length < centralBytes || view.getUint32(0, true) !== signatures.central) return null;
  return [28, 30, 32].reduce((sum, at) => sum + view.getUint16(at, true), centralBytes);
}

/** A whole record of the directory; null when it contradicts itself. */
export function parseCentral(record: Uint8Array): ZipEntry | null {
  const view = viewOf(record);
  const nameEnd = centralBytes + view.getUint16(28, true);
  const extraEnd = nameEnd + view.getUint16(30, true);
  const nameBytes = record.subarray(centralBytes, nameEnd);
  const extra = readExtra(record.subarray(nameEnd, extraEnd));
  const sizes = [24, 20, 42].map((at) => view.getUint32(at, true));
  const large = readLarge(sizes, extra.get(zip64Extra));
  if (!large || view.getUint16(34, true) !== 0) return null;
  return {
    nameBytes,
    name: decode(nameBytes),
    comment: decode(record.subarray(extraEnd)),
    isFile: isPlainFile(view, nameBytes),
    isEncrypted: (view.getUint16(8, true) & 0x2041) !== 0,
    method: view.getUint16(10, true),
    crc: view.getUint32(16, true),
    sizeBytes: large[0]!,
    packedBytes: large[1]!,
    offset: large[2]!,
    modifiedAtSeconds: readTime(view, extra.get(timeExtra)),
  };
}

/** How far behind the start of its local record a member's body begins; null when the record is none, or one of another member. */
export function bodyOffsetOf(start: Uint8Array, entry: ZipEntry): number | null {
  const view = viewOf(start);
  const nameEnd = localBytes + entry.nameBytes.length;
  if (start.length < nameEnd || view.getUint32(0, true) !== signatures.local) return null;
  const isSame =
    view.getUint16(8, true) === entry.method &&
    view.getUint16(26, true) === entry.nameBytes.length &&
    entry.nameBytes.every((byte, index) => start[localBytes + index] === byte);
  return isSame ? nameEnd + view.getUint16(28, true) : null;
}
