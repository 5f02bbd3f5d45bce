import type { LineTable } from './lines';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Compared at once, where most of two texts is the same. */
const blockBytes = 2048;

/** `ends` holds the offset behind each line. */
type Numbered = { bytes: Buffer; ends: Int32Array; numbers: Int32Array };

/**
 * A table for texts in UTF-8 of which each resembles the one before: only what stands between their common ends is cut into lines and
 * looked up. A text becomes a string nowhere but in `lineAt`. The lines are those of `splitLines`.
 */
export function createByteLineTable(): LineTable<Uint8Array> {
  // One character a byte: a key that costs next to nothing, and a line that is kept once.
  const lines: string[] = [];
  const known = new Map<string, number>();
  let last: Numbered = { bytes: Buffer.alloc(0), ends: new Int32Array(), numbers: new Int32Array() };

  function numberOf(line: string): number {
    const found = known.get(line);
    if (found !== undefined) return found;
    known.set(line, lines.length);
    return lines.push(line) - 1;
  }

  function numberLines(text: Uint8Array): Int32Array {
    const bytes = Buffer.from(text.buffer, text.byteOffset, text.byteLength);
    const { first, from, next, to } = findChanged(last, bytes);
    const ends = endsOfLines(bytes, from, to);
    const numbers = ends.map((end, index) =>
      numberOf(bytes.toString('latin1', ends[index - 1] ?? from, end)),
    );
    const grown = bytes.length - last.bytes.length;
    last = {
      bytes,
      ends: joined(
        last.ends.subarray(0, first),
        ends,
        last.ends.subarray(next).map((end) => end + grown),
      ),
      numbers: joined(last.numbers.subarray(0, first), numbers, last.numbers.subarray(next)),
    };
    return last.numbers;
  }

  return { numberLines, lineAt: (number) => Buffer.from(lines[number] ?? '', 'latin1').toString('utf8') };
}

function joined(...parts: ArrayLike<number>[]): Int32Array {
  const all = new Int32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/**
 * Where a text differs from the one before: the lines of that one from `first` to before `next` became the bytes from `from` to `to`. A
 * line counts as the same only with the byte on its other side, which says whether a carriage return ends it.
 */
function findChanged({ bytes: before, ends }: Numbered, after: Buffer) {
  const start = commonStart(before, after);
  const suffix = commonEnd(before, after, Math.min(before.length, after.length) - start);
  const first = countBelow(ends, start);
  const from = ends[first - 1] ?? 0;
  // The line behind the first end that lies within what is the same again.
  const next = Math.min(Math.max(countBelow(ends, before.length - suffix + 1) + 1, first), ends.length);
  const begin = next === ends.length ? before.length : (ends[next - 1] ?? 0);
  return { first, from, next, to: after.length - (before.length - begin) };
}

/** How many of rising numbers are smaller. */
function countBelow(numbers: Int32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function commonStart(a: Buffer, b: Buffer): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at + blockBytes <= most && a.compare(b, at, at + blockBytes, at, at + blockBytes) === 0)
    at += blockBytes;
  while (at < most && a[at] === b[at]) at += 1;
  return at;
}

function commonEnd(a: Buffer, b: Buffer, most: number): number {
  let count = 0;
  const isSame = (length: number) =>
    a.compare(b, b.length - count - length, b.length - count, a.length - count - length, a.length - count) ===
    0;
  while (count + blockBytes <= most && isSame(blockBytes)) count += blockBytes;
  while (count < most && a[a.length - count - 1] === b[b.length - count - 1]) count += 1;
  return count;
}

/** The ends of the lines between two offsets, of which both are a line's beginning or the end of the text. */
function endsOfLines(bytes: Buffer, from: number, to: number): number[] {
  const ends: number[] = [];
  const hasReturns = bytes.subarray(from, to).includes(carriageReturn);
  for (let at = from; at < to;) {
    const end = hasReturns ? endOfLine(bytes, at) : bytes.indexOf(lineFeed, at) + 1;
    at = end === 0 ? to : end;
    ends.push(at);
  }
  return ends;
}

/** 0 when the line has no end. */
function endOfLine(bytes: Buffer, start: number): number {
  for (let at = start; at < bytes.length; at += 1) {
    if (bytes[at] === lineFeed) return at + 1;
    if (bytes[at] === carriageReturn) return bytes[at + 1] === lineFeed ? at + 2 : at + 1;
  }
  return 0;
}
