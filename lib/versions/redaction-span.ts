import { invalidRequest } from '@/lib/errors/app-error';

import { findTokens, uniteSpans } from './token-borders';
import type { Span } from './token-borders';

/** A stretch of a text in bytes of its UTF-8 form, as spans travel over the wire; the end is excluded. */
export type ByteSpan = { startByte: number; endByte: number };

/** A fixed length, so that the mask does not tell how long the text was. */
export const defaultMask = '[redacted]';

/** Throws `invalid_request` where the span leaves the text or begins or ends inside a surrogate pair. */
export function byteSpanOf(text: string, span: Span): ByteSpan {
  checkSpan(text, span);
  if (cutsCharacter(text, span.start) || cutsCharacter(text, span.end)) throw badSpan();
  const startByte = sizeOf(text.slice(0, span.start));
  return { startByte, endByte: startByte + sizeOf(text.slice(span.start, span.end)) };
}

/** Throws `invalid_request` where the span leaves the text or begins or ends inside a character. */
export function spanOfBytes(text: string, { startByte, endByte }: ByteSpan): Span {
  if (startByte > endByte) throw badSpan();
  const start = offsetOfByte(text, { start: 0, bytes: startByte });
  return { start, end: offsetOfByte(text, { start, bytes: endByte - startByte }) };
}

/**
 * The span, widened to the borders of the tokens that it touches, so that nothing of an e-mail address, a phone number, a key,
 * a number or a word stays behind when it is taken out. Widening again changes nothing; an empty span stays as it is. Throws
 * `invalid_request` where the span leaves the text.
 */
export function widenSpan(text: string, span: Span): Span {
  checkSpan(text, span);
  return widenTo(findTokens(text), text, span);
}

/**
 * The text with each span, widened as by `widenSpan`, replaced with the mask. Spans that overlap or touch share one mask. All
 * else stays as it is. Throws `invalid_request` where a span leaves the text.
 */
export function maskSpans(text: string, spans: readonly Span[], mask: string = defaultMask): string {
  for (const span of spans) checkSpan(text, span);
  const tokens = findTokens(text);
  const widened = spans.map((span) => widenTo(tokens, text, span));
  let masked = '';
  let end = 0;
  for (const span of uniteSpans(widened, { areTouchingJoined: true })) {
    masked += text.slice(end, span.start) + mask;
    end = span.end;
  }
  return masked + text.slice(end);
}

/** Where a text stands in another, from the left, none overlapping the one before. Exactly as written; an empty text stands nowhere. */
export function findOccurrences(text: string, needle: string): Span[] {
  const spans: Span[] = [];
  if (needle === '') return spans;
  for (let start = text.indexOf(needle); start !== -1; start = text.indexOf(needle, start + needle.length)) {
    spans.push({ start, end: start + needle.length });
  }
  return spans;
}

function widenTo(tokens: readonly Span[], text: string, span: Span): Span {
  if (span.start === span.end) return span;
  const start = cutsCharacter(text, span.start) ? span.start - 1 : span.start;
  const end = cutsCharacter(text, span.end) ? span.end + 1 : span.end;
  const first = tokens[firstEndingAfter(tokens, start)];
  const last = tokens[firstEndingAfter(tokens, end - 1)];
  return {
    start: first ? Math.min(start, first.start) : start,
    end: last && last.start < end ? Math.max(end, last.end) : end,
  };
}

/** The tokens are sorted and apart, so their ends rise too. */
function firstEndingAfter(tokens: readonly Span[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.end ?? 0) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function checkSpan(text: string, { start, end }: Span): void {
  const isInside = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end <= text.length;
  if (!isInside || start > end) throw badSpan();
}

function badSpan(): Error {
  return invalidRequest('span: must lie within the content and on the borders of its characters');
}

/** Whether an offset falls between the halves of a surrogate pair. */
function cutsCharacter(text: string, offset: number): boolean {
  return offset > 0 && offset < text.length && (text.codePointAt(offset - 1) ?? 0) > 0xffff;
}

function offsetOfByte(text: string, { start, bytes }: { start: number; bytes: number }): number {
  let offset = start;
  let left = bytes;
  while (left > 0 && offset < text.length) {
    const codePoint = text.codePointAt(offset) ?? 0;
    left -= byteLengthOf(codePoint);
    offset += codePoint > 0xffff ? 2 : 1;
  }
  if (left !== 0) throw badSpan();
  return offset;
}

/** RFC 3629. A lone surrogate counts as the replacement character that encoders put in its place. */
function byteLengthOf(codePoint: number): number {
  if (codePoint < 0x80) return 1;
  if (codePoint < 0x800) return 2;
  return codePoint < 0x10000 ? 3 : 4;
}

function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
