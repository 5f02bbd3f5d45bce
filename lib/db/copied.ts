import 'server-only';

import type { CopiedRow, CopyValue } from './database';

/** The signature, flags and the length of an extension that nobody has; PostgreSQL's manual, COPY, "Binary Format". */
const headerBytes = 19;
const endOfRows = -1;
const noValue = -1;

function quote(text: string): string {
  if (text.includes('\0')) throw new Error('A literal cannot hold U+0000.');
  return `'${text.replaceAll("'", "''")}'`;
}

/** COPY takes no parameters: `$1`, `$2`, … become literals. */
export function makeCopyStatement(text: string, values: readonly CopyValue[]): string {
  const literals = values.map((value) =>
    typeof value === 'string' ? quote(value) : `ARRAY[${value.map(quote).join(',')}]::text[]`,
  );
  const select = text.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const literal = literals[Number(number) - 1];
    if (literal === undefined) throw new Error(`There is no value for $${number}.`);
    return literal;
  });
  return `COPY (${select}) TO STDOUT (FORMAT binary)`;
}

/** Takes what COPY sends, however it is cut, and collects the rows. */
export function readCopied(): { add: (chunk: Uint8Array) => void; rows: CopiedRow[] } {
  const rows: CopiedRow[] = [];
  let left: Buffer = Buffer.alloc(0);
  let isBegun = false;
  return {
    rows,
    add: (chunk) => {
      const fresh = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      const bytes = left.length === 0 ? fresh : Buffer.concat([left, fresh]);
      let at = 0;
      if (!isBegun && bytes.length >= headerBytes) {
        isBegun = true;
        at = headerBytes;
      }
      while (isBegun) {
        const found = readRow(bytes, at);
        if (!found) break;
        rows.push(found.row);
        at = found.end;
      }
      left = bytes.subarray(at);
    },
  };
}

/** Null at the end, and where the row is not all there yet. */
function readRow(bytes: Buffer, start: number): { row: CopiedRow; end: number } | null {
  if (bytes.length < start + 2) return null;
  const count = bytes.readInt16BE(start);
  if (count === endOfRows) return null;
  const row: (Uint8Array | null)[] = [];
  let at = start + 2;
  for (let column = 0; column < count; column += 1) {
    if (bytes.length < at + 4) return null;
    const length = bytes.readInt32BE(at);
    at += 4;
    if (length === noValue) {
      row.push(null);
      continue;
    }
    if (bytes.length < at + length) return null;
    row.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { row, end: at };
}
