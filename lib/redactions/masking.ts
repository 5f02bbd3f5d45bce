import { invalidRequest } from '@/lib/errors/app-error';
import type { Span } from '@/lib/versions/token-borders';
import {
  byteSpanOf,
  findOccurrences,
  maskSpans,
  spanOfBytes,
  widenSpan,
} from '@/lib/versions/redaction-span';

import type { ByteSpanResource } from './schema';

/** What a redaction takes out of a text, and what it leaves. */
export type Masking = {
  spans: ByteSpanResource[];
  /** Each distinct text that is taken out. */
  needles: string[];
  masked: string;
};

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((needle) => needle !== '');
}

/** A mask that holds what it hides would hide nothing. */
function assertHides(mask: string, needles: readonly string[]): void {
  if (needles.some((needle) => mask.includes(needle))) {
    throw invalidRequest('mask: holds the text that it is meant to hide; choose another one');
  }
}

function toResource(content: string, span: Span): ByteSpanResource {
  const { startByte, endByte } = byteSpanOf(content, span);
  return { start_byte: startByte, end_byte: endByte };
}

/** The whole text is the one needle: an earlier version holds it if it contains all of it. */
export function maskWhole(content: string, mask: string): Masking {
  const spans = content === '' ? [] : [toResource(content, { start: 0, end: content.length })];
  const needles = distinct([content]);
  assertHides(mask, needles);
  return { spans, needles, masked: mask };
}

/**
 * The spans widened to token borders, with every other occurrence of their texts: leaving one would leave all. Throws
 * `invalid_request` for a span that leaves the text or cuts a character.
 */
export function maskChosen(content: string, chosen: readonly ByteSpanResource[], mask: string): Masking {
  const widened = chosen.map((span) =>
    widenSpan(content, spanOfBytes(content, { startByte: span.start_byte, endByte: span.end_byte })),
  );
  const needles = distinct(widened.map((span) => content.slice(span.start, span.end)));
  assertHides(mask, needles);
  const all = [...widened, ...needles.flatMap((needle) => findOccurrences(content, needle))];
  const unique = new Map(all.map((span) => [`${span.start}-${span.end}`, span]));
  const spans = [...unique.values()].toSorted(
    (left, right) => left.start - right.start || left.end - right.end,
  );
  return {
    spans: spans.map((span) => toResource(content, span)),
    needles,
    masked: maskSpans(content, spans, mask),
  };
}
