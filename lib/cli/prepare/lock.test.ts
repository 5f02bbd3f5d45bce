import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { withLock } from './lock.mjs';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palimpsest-lock-'));
  path = join(folder, 'lock');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const ignoreWaiting = (): void => undefined;

test('one works at a time, and the lock is gone afterwards', async () => {
  let working = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    working += 1;
    most = Math.max(most, working);
    await new Promise((resolve) => setTimeout(resolve, 20));
    working -= 1;
  };
  const waits: number[] = [];
  await Promise.all([1, 2, 3].map(() => withLock(path, { onWait: (pid) => waits.push(pid), work })));
  expect(most).toBe(1);
  expect(waits).toEqual([process.pid, process.pid]);
  expect(existsSync(path)).toBe(false);
});

test('a failure gives the lock back', async () => {
  const work = (): Promise<void> => Promise.reject(new Error('no network'));
  await expect(withLock(path, { onWait: ignoreWaiting, work })).rejects.toThrow('no network');
  expect(existsSync(path)).toBe(false);
});

test.runIf(existsSync('/proc'))('the lock of a dead holder stays while its child lives', async () => {
  const dead = { pid: 2 ** 22 + 1, startedAt: '1', host: hostname() };
  const child = spawn('sleep', ['0.5']);
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  writeFileSync(path, JSON.stringify({ ...dead, child: { pid: child.pid, startedAt } }));
  const work = (): Promise<void> => {
    expect(child.exitCode).toBe(0);
    return Promise.resolve();
  };
  await withLock(path, { onWait: ignoreWaiting, work });
});

test.each([
  ['a process that is gone', { pid: 2 ** 22 + 1, startedAt: '1', host: hostname() }],
  ['an earlier process with the same id', { pid: process.pid, startedAt: '1', host: hostname() }],
])('the lock of %s is taken over', async (_, holder) => {
  writeFileSync(path, JSON.stringify(holder));
  let found = '';
  const work = (): Promise<void> => {
    found = readFileSync(path, 'utf8');
    return Promise.resolve();
  };
  await withLock(path, { onWait: ignoreWaiting, work });
  expect(JSON.parse(found)).toMatchObject({ pid: process.pid });
});
