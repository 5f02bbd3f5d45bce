/** One piece of a text as a screen can hold it. `number` is the line's, from 1, on its first piece; null where a long line goes on. */
export type RawLine = { number: number | null; text: string };

/** Longer lines are cut for the screen: a browser lays out a line as a whole. */
const maxLineCharacters = 2000;

/** Not between the halves of a surrogate pair. */
function cutAt(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return code >= 0xd800 && code <= 0xdbff ? at + 1 : at;
}

/** The lines of a text without their ends. Joined with line feeds where a number begins, they are the text again. */
export function toRawLines(text: string): RawLine[] {
  const lines: RawLine[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    let start = 0;
    do {
      const end = cutAt(line, Math.min(start + maxLineCharacters, line.length));
      lines.push({ number: start === 0 ? index + 1 : null, text: line.slice(start, end) });
      start = end;
    } while (start < line.length);
  }
  return lines;
}
