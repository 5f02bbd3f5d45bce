/** Numbers for lines: equal lines, equal numbers. Comparing versions of a text is then comparing integers. */
export type LineTable<Text = string> = {
  /** The lines of a text, in order, as numbers of this table. */
  numberLines: (text: Text) => Int32Array;
  /** A numbered line with its line end. */
  lineAt: (number: number) => string;
};

/**
 * The lines of a text with their ends (`\n`, `\r\n` or a lone `\r`); only the last may lack one. Joining them gives the text
 * back exactly. An empty text has no lines.
 */
export function splitLines(text: string): string[] {
  const endOfLine = lineEnds(text);
  const lines: string[] = [];
  for (let start = 0; start < text.length;) {
    const end = endOfLine(start);
    lines.push(text.slice(start, end));
    start = end;
  }
  return lines;
}

/**
 * A table for texts that resemble each other. Each line remembers which one followed it last, and that guess is tried first:
 * one comparison of memory instead of a search for the line's end and a hash over the line.
 */
export function createLineTable(): LineTable {
  const lines: string[] = [];
  const numbers = new Map<string, number>();
  const followers: number[] = [];

  function numberOf(line: string): number {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, lines.length);
    return lines.push(line) - 1;
  }

  function numberLines(text: string): Int32Array {
    const endOfLine = lineEnds(text);
    const found: number[] = [];
    let previous: number | undefined;
    for (let start = 0; start < text.length;) {
      const guess: number | undefined = previous === undefined ? 0 : followers[previous];
      const guessed = guess === undefined ? undefined : lines[guess];
      let number: number;
      let end: number;
      if (guess !== undefined && guessed !== undefined && hasLineAt(text, start, guessed)) {
        number = guess;
        end = start + guessed.length;
      } else {
        end = endOfLine(start);
        number = numberOf(text.slice(start, end));
        if (previous !== undefined) followers[previous] = number;
      }
      found.push(number);
      previous = number;
      start = end;
    }
    return Int32Array.from(found);
  }

  return { numberLines, lineAt: (number) => lines[number] ?? '' };
}

/** Gives the end of the line that starts at an offset, line end included. */
function lineEnds(text: string): (start: number) => number {
  if (!text.includes('\r')) {
    return (start) => {
      const newline = text.indexOf('\n', start);
      return newline === -1 ? text.length : newline + 1;
    };
  }
  const lineEnd = /\r\n?|\n/g;
  return (start) => {
    lineEnd.lastIndex = start;
    return lineEnd.test(text) ? lineEnd.lastIndex : text.length;
  };
}

/** Whether `line`, which starts here, also ends here: "a\r" is no line of "a\r\n", nor "a" of "ab". */
function hasLineAt(text: string, start: number, line: string): boolean {
  const end = start + line.length;
  if (text.slice(start, end) !== line) return false;
  if (line.endsWith('\n') || end === text.length) return true;
  return line.endsWith('\r') && text[end] !== '\n';
}
