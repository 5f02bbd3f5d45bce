import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { runChildScript } from '@/lib/testing/child-script';

import { askHolder, lockFolder } from './folder-lock';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'palimpsest-lock-')));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const refusal = () =>
  `Palimpsest cannot start: another process is using the data folder ${folder}. Stop that process, or give this one a folder of its own with DATA_DIR, or move to PostgreSQL with DATABASE_URL.`;

const lockAndStay = `
  const { lockFolder } = await import('./lib/db/folder-lock.ts');
  await lockFolder(process.argv[1]);
  console.log('locked');
  setInterval(() => {}, 1000);`;

test('a folder is locked once, until it is released', async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(refusal());
  release();
  (await lockFolder(folder))();
});

test('whoever holds a folder answers others, if it has an answer', async () => {
  const release = await lockFolder(folder, (request) => Promise.resolve(`you said ${request}`));
  expect(await askHolder(folder, 'copy')).toBe('you said copy');
  await expect(lockFolder(folder)).rejects.toThrow(refusal());
  release();
  expect(await askHolder(folder, 'copy')).toBeNull();
  const releaseSilent = await lockFolder(folder);
  expect(await askHolder(folder, 'copy')).toBeNull();
  releaseSilent();
});

test('another way to the same folder does not help', async () => {
  const link = `${folder}-link`;
  symlinkSync(folder, link);
  const release = await lockFolder(folder);
  await expect(lockFolder(link)).rejects.toThrow(refusal());
  release();
  rmSync(link);
});

test('two folders do not mind each other, and a deep one can be locked', async () => {
  const deep = path.join(folder, 'x'.repeat(100), 'y'.repeat(100));
  mkdirSync(deep, { recursive: true });
  const releases = [await lockFolder(folder), await lockFolder(deep)];
  await expect(lockFolder(deep)).rejects.toThrow(/is using the data folder/);
  for (const release of releases) release();
});

test('of ten that come at once, one gets the folder', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 10 }, () => lockFolder(folder)));
  const locked = attempts.filter((attempt) => attempt.status === 'fulfilled');
  expect(locked).toHaveLength(1);
  for (const attempt of locked) attempt.value();
});

test('a process keeps the folder while it lives, and leaves no trace when it is killed', async () => {
  const child = runChildScript(lockAndStay, [folder]);
  expect(await child.firstOutput).toBe('locked');
  await expect(lockFolder(folder)).rejects.toThrow(refusal());
  await child.kill9();
  (await lockFolder(folder))();
});
