/** What file systems of some kind do not take in a name, or not at its end; and what the names of devices are on one of them. */
const unfit = /[\\:*?"<>|]/g;
const unfitEnd = /[. ]+$/;
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const maxSegmentBytes = 240;
/** Leaves room for the mark and the ending, however many bytes a character has. */
const maxCleanChars = 50;
const ending = /\.(?:md|markdown)$/i;

function clean(segment: string): string {
  return [...segment.replace(unfit, '_').replace(device, '_$&').replace(unfitEnd, '_')]
    .slice(0, maxCleanChars)
    .join('');
}

function hasFault(segment: string): boolean {
  return (
    segment.search(unfit) !== -1 ||
    unfitEnd.test(segment) ||
    device.test(segment) ||
    new TextEncoder().encode(segment).length > maxSegmentBytes
  );
}

export const isMarkdown = (name: string) => ending.test(name);

/**
 * The name under which a memory's file is exported. A path that every file system takes and that ends in .md stays as it is; another one
 * that they take gets .md behind it, unless that is `isTaken`. What they do not take is written with underscores, and told from others
 * alike by some digits of its hash: `digest` gives hexadecimal digits.
 */
export function toFileName(
  path: string,
  { isTaken, digest }: { isTaken: boolean; digest: (text: string) => string },
): string {
  const segments = path.split('/').slice(1);
  const last = segments.pop() ?? '';
  const folders = segments.map((segment, index) =>
    hasFault(segment)
      ? `${clean(segment)}~${digest(segments.slice(0, index + 1).join('/')).slice(0, 8)}`
      : segment,
  );
  const isKept = !hasFault(last) && (isMarkdown(last) || !isTaken);
  const file = isMarkdown(last) ? last : `${last}.md`;
  const told = `${clean(last.replace(ending, ''))}~${digest(path).slice(0, 12)}.md`;
  return [...folders, isKept ? file : told].join('/');
}
