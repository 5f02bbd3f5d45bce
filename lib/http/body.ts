import 'server-only';

import { AppError, invalidRequest } from '@/lib/errors/app-error';

/** A memory of 102,400 bytes in which every byte is escaped as \u0000 takes six times that; the rest is room for the other fields. */
const maxBodyBytes = 1_000_000;
/** How long the whole body may take to arrive. Node gives up on a request after 120 s; this answers first, with our envelope. */
const bodyDeadlineMs = 30_000;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function tooLarge(): AppError {
  return new AppError('request_too_large', `the request body must be at most ${maxBodyBytes} bytes`);
}

function deadline(): { passed: Promise<never>; clear: () => void } {
  let timer: NodeJS.Timeout;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(
        new AppError(
          'request_timeout',
          `the request body did not arrive within ${bodyDeadlineMs / 1000} seconds`,
        ),
      );
    }, bodyDeadlineMs);
  });
  return { passed, clear: () => clearTimeout(timer) };
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  passed: Promise<never>,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await Promise.race([reader.read(), passed]);
    if (done) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    size += value.byteLength;
    if (size > maxBodyBytes) throw tooLarge();
    chunks.push(value);
  }
}

async function readBytes(request: Request): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array();
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge();
  const reader = request.body.getReader();
  const { passed, clear } = deadline();
  try {
    return await collect(reader, passed);
  } catch (error) {
    void reader.cancel().catch(() => undefined);
    if (error instanceof AppError) throw error;
    throw new AppError('invalid_request', 'the request body was cut off', {}, error);
  } finally {
    clear();
  }
}

/** The body as text. Refuses what is not UTF-8. */
export async function readText(request: Request): Promise<string> {
  const bytes = await readBytes(request);
  try {
    return utf8.decode(bytes);
  } catch {
    throw invalidRequest('the request body is not valid UTF-8');
  }
}

/** The body as JSON; undefined when it is empty. Refuses what is not UTF-8 or not JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const text = await readText(request);
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw invalidRequest('the request body is not valid JSON');
  }
}
