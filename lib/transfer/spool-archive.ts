import 'server-only';

import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

import { invalidRequest } from '@/lib/errors/app-error';

import { readSeal, sealBytes } from './internal';
import { openNameless } from './open-nameless';
import type { ZipSource } from './zip-source';

/** An archive that has arrived, and whose seal holds if it has to have one. It can be read as often as needed, until it is closed. */
export type SpooledArchive = ZipSource & {
  sha256: string;
  read: () => AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
};

function assertSealed(seal: Buffer, digest: Buffer): void {
  const sealed = readSeal(seal);
  if (!sealed) throw invalidRequest('the archive is cut: its end is missing');
  if (!sealed.equals(digest)) throw invalidRequest('the archive is damaged: it is not what was exported');
}

async function fill(file: FileHandle, chunks: AsyncIterable<Uint8Array>, isSealed: boolean): Promise<string> {
  const whole = createHash('sha256');
  const beforeSeal = createHash('sha256');
  let tail = Buffer.alloc(0);
  for await (const chunk of chunks) {
    await file.appendFile(chunk);
    whole.update(chunk);
    const joined = Buffer.concat([tail, chunk]);
    const kept = Math.min(sealBytes, joined.length);
    beforeSeal.update(joined.subarray(0, joined.length - kept));
    tail = joined.subarray(joined.length - kept);
  }
  if (isSealed) assertSealed(tail, beforeSeal.digest());
  return whole.digest('hex');
}

async function readPart(file: FileHandle, offset: number, sizeBytes: number): Promise<Uint8Array> {
  const part = Buffer.alloc(Math.max(sizeBytes, 0));
  let at = 0;
  while (at < part.length) {
    const { bytesRead } = await file.read(part, at, part.length - at, offset + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return part.subarray(0, at);
}

/** Takes an archive in, to be read twice: it is verified as a whole before anything of it is kept. Throws for one that is cut or damaged. */
export async function spoolArchive(
  chunks: AsyncIterable<Uint8Array>,
  { isSealed }: { isSealed: boolean },
): Promise<SpooledArchive> {
  const file = await openNameless();
  try {
    const sha256 = await fill(file, chunks, isSealed);
    const { size: sizeBytes } = await file.stat();
    return {
      sha256,
      sizeBytes,
      readAt: (offset, wanted) => readPart(file, offset, Math.min(wanted, sizeBytes - offset)),
      read: () => file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Uint8Array>,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
