import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { lockFolder } from '@/lib/db/folder-lock';

import { assertFolderIsFree } from './reset-link';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-reset-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a folder without a database is not taken for one', async () => {
  await expect(assertFolderIsFree({ DATA_DIR: folder })).rejects.toThrow('There is no database in');
});

test('a folder that a server has is left alone, with what to do', async () => {
  mkdirSync(path.join(folder, 'database'));
  const release = await lockFolder(folder);
  await expect(assertFolderIsFree({ DATA_DIR: folder })).rejects.toThrow(
    'Stop the server, run this again, start the server, and then open the link.',
  );
  release();
  await assertFolderIsFree({ DATA_DIR: folder });
  (await lockFolder(folder))();
});
