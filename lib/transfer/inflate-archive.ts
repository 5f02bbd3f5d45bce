import 'server-only';

import { Readable, pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';

import { AppError } from '@/lib/errors/app-error';

import type { SpooledArchive } from './spool-archive';

/** What is inside the compression. Throws `invalid_request` when it is cut or damaged. */
export async function* inflateArchive(archive: SpooledArchive): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  pipeline(Readable.from(archive.read()), gunzip, () => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    const isCut = error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR';
    const message = isCut
      ? 'the archive is cut: its end is missing'
      : 'the archive is damaged: it cannot be decompressed';
    throw new AppError('invalid_request', message, {}, error);
  }
}
