import 'server-only';

import { env } from '@/lib/env';
import { AppError, invalidRequest } from '@/lib/errors/app-error';

import type { Upload } from './transport';

/** How long a client may let us wait for the next piece of a body. */
const idleMs = 30_000;

type Read = { done: boolean; value?: Uint8Array | undefined };

async function readInTime(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Read> {
  let timer: NodeJS.Timeout | undefined;
  const idle = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new AppError('request_timeout', `nothing arrived for ${idleMs / 1000} seconds`)),
      idleMs,
    );
  });
  try {
    return await Promise.race([reader.read(), idle]);
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('invalid_request', 'the request body was cut off', {}, error);
  } finally {
    clearTimeout(timer);
  }
}

async function* readChunks(request: Request): AsyncGenerator<Uint8Array> {
  if (!request.body) return;
  if (request.bodyUsed) {
    throw new AppError(
      'unauthenticated',
      'the credential changed while the body arrived; send the request again',
    );
  }
  const limit = env().LIMIT_IMPORT_BYTES;
  const tooLarge = () => new AppError('request_too_large', `the request body must be at most ${limit} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw tooLarge();
  const reader = request.body.getReader();
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await readInTime(reader);
      if (done || !value) return;
      size += value.byteLength;
      if (size > limit) throw tooLarge();
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}

/** The body as it arrives, never held as a whole. Refuses a content type that the operation does not take. */
export function openUpload(request: Request, accepted: readonly string[]): Upload {
  const contentType = (request.headers.get('content-type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (!accepted.includes(contentType))
    throw invalidRequest(`content-type: must be one of ${accepted.join(', ')}`);
  return { contentType, chunks: () => readChunks(request) };
}
