import { z } from 'zod';

/** An answer that is not JSON but a file, made while it is sent. The name travels in a header: ASCII, without quotes. */
export type Download = { contentType: string; fileName: string; chunks: AsyncIterable<Uint8Array> };

/** A body that is not JSON but a file. It is read once, while it arrives. */
export type Upload = { contentType: string; chunks: () => AsyncIterable<Uint8Array> };

/** Server-sent events as bytes, for as long as the client listens; the signal says that they are to end. */
export type EventStream = { frames: (signal: AbortSignal) => AsyncIterable<Uint8Array> };

const has = (name: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && name in value;

export const downloadBody = z.custom<Download>(has('chunks'));
export const uploadBody = z.custom<Upload>(has('chunks'));
export const eventStreamBody = z.custom<EventStream>(has('frames'));

export function isDownload(value: unknown): value is Download {
  return has('fileName')(value) && has('chunks')(value);
}

export function isEventStream(value: unknown): value is EventStream {
  return has('frames')(value);
}
