import type { Inline } from './markdown';

type Opener = { character: string; length: number; canClose: boolean; runLength: number; index: number };

/** The spans read so far, and the runs of `*`, `_` and `~` among them that may still be closed. */
export type Frame = { nodes: Inline[]; openers: Opener[] };

type Run = { text: string; at: number; length: number };

/** Behind this many open runs no opener is looked for, so that a hostile text costs no more than a plain one. */
const maxLookBack = 32;

const space = /\s/u;
const punctuation = /[\p{P}\p{S}]/u;

export function makeFrame(): Frame {
  return { nodes: [], openers: [] };
}

export function addNode(frame: Frame, node: Inline): void {
  const last = frame.nodes.at(-1);
  const isOpener = frame.openers.at(-1)?.index === frame.nodes.length - 1;
  if (node.kind === 'text' && last?.kind === 'text' && !isOpener) last.text += node.text;
  else frame.nodes.push(node);
}

/** Which way a run may face: CommonMark's left- and right-flanking, and no `_` inside of words. */
function faceOf({ text, at, length }: Run): { canOpen: boolean; canClose: boolean } {
  const before = text[at - 1] ?? ' ';
  const after = text[at + length] ?? ' ';
  const isLeft =
    !space.test(after) && (!punctuation.test(after) || space.test(before) || punctuation.test(before));
  const isRight =
    !space.test(before) && (!punctuation.test(before) || space.test(after) || punctuation.test(after));
  if (text[at] !== '_') return { canOpen: isLeft, canClose: isRight };
  return {
    canOpen: isLeft && (!isRight || punctuation.test(before)),
    canClose: isRight && (!isLeft || punctuation.test(after)),
  };
}

/** CommonMark's rule of three keeps `*a**b*` from closing in its middle. */
function breaksRuleOfThree(opener: Opener, run: Run, canOpen: boolean): boolean {
  const isDouble = opener.canClose || canOpen;
  return (
    isDouble &&
    (opener.runLength + run.length) % 3 === 0 &&
    (opener.runLength % 3 !== 0 || run.length % 3 !== 0)
  );
}

function findOpener(frame: Frame, run: Run, canOpen: boolean): number {
  const character = run.text[run.at];
  const stop = Math.max(frame.openers.length - maxLookBack, 0);
  for (let index = frame.openers.length - 1; index >= stop; index -= 1) {
    const opener = frame.openers[index];
    if (opener?.character !== character) continue;
    if (
      character === '~' ? opener?.length === run.length : opener && !breaksRuleOfThree(opener, run, canOpen)
    )
      return index;
  }
  return -1;
}

function kindOf(character: string, used: number): 'emphasis' | 'strong' | 'struck' {
  if (character === '~') return 'struck';
  return used === 2 ? 'strong' : 'emphasis';
}

/** Wraps what stands behind the opener; gives back how many characters of the closing run that took. */
function wrap(frame: Frame, openerIndex: number, available: number): number {
  const opener = frame.openers[openerIndex];
  if (!opener) return available;
  const used = opener.character === '~' ? available : Math.min(2, available, opener.length);
  frame.openers.length = openerIndex + 1;
  const children = frame.nodes.splice(opener.index + 1);
  opener.length -= used;
  if (opener.length === 0) {
    frame.openers.pop();
    frame.nodes.pop();
  } else {
    frame.nodes[opener.index] = { kind: 'text', text: opener.character.repeat(opener.length) };
  }
  frame.nodes.push({ kind: kindOf(opener.character, used), children });
  return used;
}

/** Closes what the run can close, and keeps the rest as an opener or as text. */
export function addDelimiter(frame: Frame, run: Run): void {
  const character = run.text[run.at] ?? '';
  const isTooLong = character === '~' && run.length > 2;
  const { canOpen, canClose } = isTooLong ? { canOpen: false, canClose: false } : faceOf(run);
  let left = run.length;
  while (canClose && left > 0) {
    const opener = findOpener(frame, run, canOpen);
    if (opener === -1) break;
    left -= wrap(frame, opener, left);
  }
  if (left === 0) return;
  const text = character.repeat(left);
  if (!canOpen) return addNode(frame, { kind: 'text', text });
  frame.nodes.push({ kind: 'text', text });
  frame.openers.push({
    character,
    length: left,
    canClose,
    runLength: run.length,
    index: frame.nodes.length - 1,
  });
}

export function closeFrame(frame: Frame): Inline[] {
  return frame.nodes;
}
