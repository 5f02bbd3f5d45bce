import type { FolderEntry } from './folder-item';

const blockBytes = 512;
const maxHeaderBytes = 65_536;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes);
  } catch {
    return null;
  }
}

function field(header: Uint8Array, from: number, length: number): Uint8Array {
  const bytes = header.subarray(from, from + length);
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}

/** Octal digits, or where the first bit is set a number of base 256. */
function readNumber(header: Uint8Array, from: number, length: number): number {
  if ((header[from]! & 0x80) !== 0) {
    return header
      .subarray(from + 1, from + length)
      .reduce((value, byte) => value * 256 + byte, header[from]! & 0x7f);
  }
  const digits = new TextDecoder('latin1').decode(field(header, from, length)).trim();
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function isHeader(header: Uint8Array): boolean {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  return sum === readNumber(header, 148, 8);
}

/** Collects chunks until enough is there. */
function createReader(chunks: AsyncIterable<Uint8Array>) {
  const source = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();

  async function fill(): Promise<boolean> {
    if (rest.length > 0) return true;
    const next = await source.next();
    if (next.done === true) return false;
    rest = next.value;
    return true;
  }

  /** Hands the next bytes over in pieces; false when they end before. */
  async function take(count: number, keep: (piece: Uint8Array) => void): Promise<boolean> {
    let missing = count;
    while (missing > 0) {
      if (!(await fill())) return false;
      const piece = rest.subarray(0, missing);
      rest = rest.subarray(piece.length);
      missing -= piece.length;
      keep(piece);
    }
    return true;
  }

  return {
    skip: (count: number) => take(count, () => undefined),
    drain: async (): Promise<void> => {
      while (await fill()) rest = new Uint8Array();
    },
    read: async (count: number): Promise<Uint8Array | null> => {
      const bytes = new Uint8Array(count);
      let at = 0;
      const isThere = await take(count, (piece) => {
        bytes.set(piece, at);
        at += piece.length;
      });
      return isThere ? bytes : null;
    },
  };
}

/** Records of POSIX.1-2001: `<length> <key>=<value>\n`, the length counting itself. */
function parsePax(bytes: Uint8Array): Map<string, Uint8Array> {
  const records = new Map<string, Uint8Array>();
  let from = 0;
  while (from < bytes.length) {
    const space = bytes.indexOf(0x20, from);
    const length = space === -1 ? Number.NaN : Number(decode(bytes.subarray(from, space)));
    if (!Number.isInteger(length) || length <= space - from) break;
    const record = bytes.subarray(space + 1, from + length - 1);
    const equals = record.indexOf(0x3d);
    records.set(decode(record.subarray(0, equals)) ?? '', record.subarray(equals + 1));
    from += length;
  }
  return records;
}

type Extended = { path?: Uint8Array; comment?: Uint8Array; size?: number };

function nameOf(header: Uint8Array, extended: Extended): string | null {
  if (extended.path) return decode(extended.path);
  const name = decode(field(header, 0, 100));
  const hasPrefix = decode(header.subarray(257, 263)) === 'ustar\0' && header[345] !== 0;
  if (!hasPrefix || name === null) return name;
  const prefix = decode(field(header, 345, 155));
  return prefix === null ? null : `${prefix}/${name}`;
}

function extend(extended: Extended, type: string, bytes: Uint8Array): Extended {
  if (type === 'L') return { ...extended, path: field(bytes, 0, bytes.length) };
  const records = parsePax(bytes);
  const [path, comment, size] = ['path', 'comment', 'size'].map((key) => records.get(key));
  return {
    ...extended,
    ...(path && { path }),
    ...(comment && { comment }),
    ...(size && { size: Number(decode(size)) }),
  };
}

/** What goes wrong with a tape archive as a whole: it ends too early, or something else stands where a header should be. */
export type TarFault = 'cut' | 'damaged';

/**
 * The members of a tape archive (POSIX.1-1988 ustar, the pax headers of POSIX.1-2001 and GNU's long names), read as it arrives. Bodies of
 * more than `maxBodyBytes` are passed over. What is wrong with the archive as a whole is told to `fail`, which throws.
 */
export async function* readTar(
  chunks: AsyncIterable<Uint8Array>,
  { maxBodyBytes, fail }: { maxBodyBytes: number; fail: (fault: TarFault) => Error },
): AsyncGenerator<FolderEntry> {
  const reader = createReader(chunks);
  let extended: Extended = {};
  for (;;) {
    const header = await reader.read(blockBytes);
    if (!header) throw fail('cut');
    // What the archive is packed in is whole only if it can be read to its own end.
    if (header.every((byte) => byte === 0)) return reader.drain();
    if (!isHeader(header)) throw fail('damaged');
    const type = String.fromCharCode(header[156]! || 0x30);
    const isExtension = type === 'x' || type === 'g' || type === 'L';
    const sizeBytes = (isExtension ? undefined : extended.size) ?? readNumber(header, 124, 12);
    if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) throw fail('damaged');
    const isTaken = isExtension ? sizeBytes <= maxHeaderBytes : sizeBytes <= maxBodyBytes;
    const body = isTaken ? await reader.read(sizeBytes) : null;
    const isWhole = isTaken ? body !== null : await reader.skip(sizeBytes);
    if (!isWhole || !(await reader.skip((blockBytes - (sizeBytes % blockBytes)) % blockBytes)))
      throw fail('cut');
    if (isExtension) {
      if (body && type !== 'g') extended = extend(extended, type, body);
      continue;
    }
    const modifiedAtSeconds = readNumber(header, 136, 12);
    yield {
      name: nameOf(header, extended),
      comment: extended.comment ? decode(extended.comment) : null,
      isFile: type === '0' || type === '7',
      sizeBytes,
      modifiedAtSeconds,
      body,
    };
    extended = {};
  }
}
