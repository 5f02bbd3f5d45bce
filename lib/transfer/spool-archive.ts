import 'server-only';

import { createHash, randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { invalidRequest } from '@/lib/errors/app-error';

import { readSeal, sealBytes } from './internal';

/** An archive that has arrived, and whose seal holds if it has to have one. It can be read as often as needed, until it is closed. */
export type SpooledArchive = {
  sha256: string;
  read: () => AsyncIterable<Uint8Array>;
  close: () => Promise<void>;
};

/** A file without a name: whatever ends this process, nothing of it stays behind. */
async function openNameless(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `palimpsest-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  await unlink(name);
  return file;
}

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

/** Takes an archive in, to be read twice: it is verified as a whole before anything of it is kept. Throws for one that is cut or damaged. */
export async function spoolArchive(
  chunks: AsyncIterable<Uint8Array>,
  { isSealed }: { isSealed: boolean },
): Promise<SpooledArchive> {
  const file = await openNameless();
  try {
    const sha256 = await fill(file, chunks, isSealed);
    return {
      sha256,
      read: () => file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Uint8Array>,
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}
