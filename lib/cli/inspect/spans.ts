import { splitLines } from '@/lib/versions/lines';

import { usageFailure } from './failure';

export type Span = { start_byte: number; end_byte: number };

/** Lines of a text, counted from 1, as bytes: "3", "3-5" or "3-5,9". Their line ends stay. */
export function spansOfLines(content: string, wanted: string): Span[] {
  const lines = splitLines(content);
  return readRanges(wanted, 'lines').map(([first, last]) => {
    if (first < 1 || last > lines.length)
      throw usageFailure(`there are ${lines.length} lines, and "${wanted}" goes beyond them.`);
    const before = lines.slice(0, first - 1).join('');
    const chosen = lines
      .slice(first - 1, last)
      .join('')
      .replace(/\r?\n$/, '');
    const start = Buffer.byteLength(before);
    return { start_byte: start, end_byte: start + Buffer.byteLength(chosen) };
  });
}

/** Bytes of a text as `cat` writes it: "120-145" begins at byte 120 and ends before byte 145. */
export function spansOfBytes(wanted: string): Span[] {
  return readRanges(wanted, 'bytes').map(([start, end]) => ({ start_byte: start, end_byte: end }));
}

function readRanges(text: string, what: string): [number, number][] {
  return text.split(',').map((part) => {
    const [, first, last] = /^(\d{1,7})(?:-(\d{1,7}))?$/.exec(part.trim()) ?? [];
    const range: [number, number] = [Number(first), Number(last ?? first)];
    if (first === undefined || range[1] < range[0])
      throw usageFailure(`"${text}" names no ${what}.`, 'Write 3, 3-5 or 3-5,9.');
    return range;
  });
}
