/** What can be brought into a store, and the type under which it is sent. */
export const fileKinds = {
  archive: { name: 'An archive with its history', contentType: 'application/x-ndjson+gzip' },
  folder: { name: 'A folder of Markdown files (.tar.gz)', contentType: 'application/gzip' },
  zip: { name: 'A folder of Markdown files (.zip)', contentType: 'application/zip' },
} as const;
export type FileKind = keyof typeof fileKinds;

const sniffedBytes = 65_536;
const openBrace = 0x7b;

function beginsWith(bytes: Uint8Array, ...start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

/** The first bytes that come out of a gzip; none when it is damaged at once. */
async function inflateStart(head: Blob): Promise<Uint8Array> {
  const reader = head.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    const { value } = await reader.read();
    return value ?? new Uint8Array();
  } catch {
    // A file that cannot be unpacked is of no kind; its name would tell nothing more.
    return new Uint8Array();
  } finally {
    // The start of a gzip always ends too early: what comes after it does not matter.
    void reader.cancel().catch(() => undefined);
  }
}

/** What a file is, by its first bytes and not by its name; null when it is nothing that can be brought in. */
export async function findFileKind(file: Blob): Promise<FileKind | null> {
  const head = file.slice(0, sniffedBytes);
  const bytes = new Uint8Array(await head.arrayBuffer());
  if (beginsWith(bytes, 0x50, 0x4b, 3, 4) || beginsWith(bytes, 0x50, 0x4b, 5, 6)) return 'zip';
  if (!beginsWith(bytes, 0x1f, 0x8b)) return null;
  const inflated = await inflateStart(head);
  if (inflated.length === 0) return null;
  return inflated[0] === openBrace ? 'archive' : 'folder';
}
