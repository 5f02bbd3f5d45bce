export type Brackets = {
  /** For each run of backticks that opens a code span: where its closing run begins. */
  closingTicks: Map<number, number>;
  /** For each bracket that opens a link: its closing bracket, and the end behind the parenthesis. */
  links: Map<number, { close: number; end: number }>;
};

/** What is longer stands in sight as it was written. */
const maxTargetLength = 2000;

/** A run closes with the next run of the same length. Walking backwards, that one is known. */
function matchTicks(text: string): Map<number, number> {
  const runs = [...text.matchAll(/`+/g)].toReversed();
  const nextOfLength = new Map<number, number>();
  const closing = new Map<number, number>();
  for (const { 0: run, index } of runs) {
    const close = nextOfLength.get(run.length);
    if (close !== undefined) closing.set(index, close);
    nextOfLength.set(run.length, index);
  }
  return closing;
}

/** Behind the parenthesis that closes the one at `open`; null when the line or the patience ends first. */
function endOfTarget(text: string, open: number): number | null {
  let depth = 0;
  const last = Math.min(text.length, open + maxTargetLength);
  for (let at = open; at < last; at += 1) {
    const character = text[at];
    if (character === '\n') return null;
    if (character === '\\') at += 1;
    else if (character === '(') depth += 1;
    else if (character === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return null;
}

function matchLinks(text: string, closingTicks: Map<number, number>): Brackets['links'] {
  const links: Brackets['links'] = new Map();
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '\\') at += 1;
    else if (character === '`') at = closingTicks.get(at) ?? endOfTicks(text, at);
    else if (character === '[') open.push(at);
    else if (character === ']') {
      const start = open.pop();
      const end = start !== undefined && text[at + 1] === '(' ? endOfTarget(text, at + 1) : null;
      if (start !== undefined && end !== null) links.set(start, { close: at, end });
    }
  }
  return links;
}

function endOfTicks(text: string, at: number): number {
  let end = at;
  while (text[end + 1] === '`') end += 1;
  return end;
}

export function readBrackets(text: string): Brackets {
  const closingTicks = matchTicks(text);
  return { closingTicks, links: matchLinks(text, closingTicks) };
}
