import { max16, max32, signatures } from './zip-records';

/** Where the directory of a zip archive is. A count that is not exact is one of 16 bits, which some writers let run over. */
export type ZipDirectory = { count: number; isCountExact: boolean; offset: number; sizeBytes: number };

const endBytes = 22;
const locatorBytes = 20;
const end64Bytes = 56;
/** The end with the longest comment, and the records of Zip64 before it. */
export const maxTailBytes = endBytes + max16 + locatorBytes + end64Bytes;

function findEnd(view: DataView): number | null {
  for (let at = view.byteLength - endBytes; at >= 0; at -= 1) {
    const isEnd = view.getUint32(at, true) === signatures.end;
    if (isEnd && at + endBytes + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return null;
}

function readLarge(view: DataView, locatorAt: number, tailAt: number): ZipDirectory | null {
  const recordAt = Number(view.getBigUint64(locatorAt + 8, true));
  const at = recordAt - tailAt;
  if (at < 0 || at + end64Bytes > locatorAt || view.getUint32(at, true) !== signatures.end64) return null;
  const read = (from: number) => Number(view.getBigUint64(at + from, true));
  if (at + 12 + read(4) !== locatorAt) return null;
  const isOneDisk = view.getUint32(at + 16, true) === 0 && view.getUint32(at + 20, true) === 0;
  const directory = { count: read(32), isCountExact: true, sizeBytes: read(40), offset: read(48) };
  return isOneDisk && directory.offset + directory.sizeBytes === recordAt ? directory : null;
}

/**
 * The directory that the last bytes of a zip archive of that size tell of. `cut` where the end is missing, `damaged` where it contradicts
 * itself: nothing may stand between directory and end or behind the end, so that a zip within a zip that was cut is never taken for the whole.
 */
export function parseEnd(tail: Uint8Array, archiveBytes: number): ZipDirectory | 'cut' | 'damaged' {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const at = findEnd(view);
  if (at === null) return 'cut';
  const tailAt = archiveBytes - tail.length;
  const locatorAt = at - locatorBytes;
  if (locatorAt >= 0 && view.getUint32(locatorAt, true) === signatures.locator64)
    return readLarge(view, locatorAt, tailAt) ?? 'damaged';
  const isOneDisk = view.getUint32(at + 4, true) === 0;
  const [sizeBytes, offset] = [view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
  if (!isOneDisk || offset === max32 || offset + sizeBytes !== tailAt + at) return 'damaged';
  return { count: view.getUint16(at + 10, true), isCountExact: false, offset, sizeBytes };
}
