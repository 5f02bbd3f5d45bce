import { z } from 'zod';

/** An answer that is not JSON but a file, made while it is sent. The name travels in a header: ASCII, without quotes. */
export type Download = { contentType: string; fileName: string; chunks: AsyncIterable<Uint8Array> };

/** A body that is not JSON but a file. It is read once, while it arrives. */
export type Upload = { contentType: string; chunks: () => AsyncIterable<Uint8Array> };

const has = (name: string) => (value: unknown) =>
  typeof value === 'object' && value !== null && name in value;

export const downloadBody = z.custom<Download>(has('chunks'));
export const uploadBody = z.custom<Upload>(has('chunks'));

export function isDownload(value: unknown): value is Download {
  return has('fileName')(value) && has('chunks')(value);
}
