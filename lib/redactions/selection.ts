import { byteSpanOf, findOccurrences } from '@/lib/versions/redaction-span';
import { uniteSpans } from '@/lib/versions/token-borders';
import type { Span } from '@/lib/versions/token-borders';

import type { ByteSpanResource } from './schema';

/** Keeps a character outside of Unicode's first plane whole. */
function snap(content: string, { start, end }: Span): Span {
  const cuts = (at: number) => at > 0 && at < content.length && (content.codePointAt(at - 1) ?? 0) > 0xffff;
  return { start: cuts(start) ? start - 1 : start, end: cuts(end) ? end + 1 : end };
}

/**
 * A selection in a text box as a stretch of the content. The box shows each pair of carriage return and line feed as one line feed; whoever
 * selects that has selected the pair.
 */
export function toContentSpan(content: string, selection: Span): Span {
  let pairs = 0;
  let [pairsAtStart, pairsAtEnd] = [0, 0];
  for (const { index } of content.matchAll(/\r\n/g)) {
    const shownAt = index - pairs;
    pairs += 1;
    if (shownAt < selection.start) pairsAtStart = pairs;
    if (shownAt < selection.end) pairsAtEnd = pairs;
    else break;
  }
  return snap(content, { start: selection.start + pairsAtStart, end: selection.end + pairsAtEnd });
}

/** The chosen stretches with one more. Those that overlap become one; an empty one changes nothing. */
export function addSpan(spans: readonly Span[], span: Span): Span[] {
  return uniteSpans([...spans, span]);
}

/** The chosen stretches with every place where a text stands. */
export function addOccurrences(content: string, spans: readonly Span[], needle: string): Span[] {
  return uniteSpans([...spans, ...findOccurrences(content, needle)]);
}

/** As they travel: in bytes of the content's UTF-8 form. */
export function toByteSpans(content: string, spans: readonly Span[]): ByteSpanResource[] {
  return spans.map((span) => {
    const { startByte, endByte } = byteSpanOf(content, snap(content, span));
    return { start_byte: startByte, end_byte: endByte };
  });
}
