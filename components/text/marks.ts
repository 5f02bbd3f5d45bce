/** What was found in a text, in UTF-16 units. */
export type Mark = { start: number; end: number };

export type MarkedPart = { start: number; text: string; isFound: boolean };

/** A text in parts, what was found apart from the rest. The marks are in order and do not overlap. */
export function cutAtMarks(text: string, marks: readonly Mark[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    if (start > at) parts.push({ start: at, text: text.slice(at, start), isFound: false });
    if (end > start) parts.push({ start, text: text.slice(start, end), isFound: true });
    at = end;
  }
  if (at < text.length) parts.push({ start: at, text: text.slice(at), isFound: false });
  return parts;
}

/** Where a text holds another in any case; nowhere when lower case is of another length, as positions would not fit. */
export function findMarks(text: string, query: string): Mark[] {
  const [haystack, needle] = [text.toLowerCase(), query.toLowerCase()];
  if (needle === '' || haystack.length !== text.length) return [];
  const marks: Mark[] = [];
  let start = haystack.indexOf(needle);
  while (start !== -1) {
    const end = start + needle.length;
    marks.push({ start, end });
    start = haystack.indexOf(needle, end);
  }
  return marks;
}
