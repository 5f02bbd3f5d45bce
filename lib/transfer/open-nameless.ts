import 'server-only';

import { randomUUID } from 'node:crypto';
import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file without a name: whatever ends this process, nothing of it stays behind. */
export async function openNameless(): Promise<FileHandle> {
  const name = path.join(tmpdir(), `palimpsest-${randomUUID()}`);
  const file = await open(name, 'wx+', 0o600);
  await unlink(name);
  return file;
}
