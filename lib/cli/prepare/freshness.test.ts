import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { buildHash, isBuildFresh, isInstalled, stampBuild } from './freshness.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'palimpsest-fresh-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function lock(path: string, packages: Record<string, object>): void {
  write(path, JSON.stringify({ packages }));
}

const record = 'node_modules/.package-lock.json';

test('packages are installed when npm recorded the versions of the lockfile', () => {
  lock('package-lock.json', { '': {}, 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
  expect(isInstalled(root, { wantsDev: true })).toBe(false);
  lock(record, { 'node_modules/a': { version: '0.9.0', integrity: 'w' } });
  expect(isInstalled(root, { wantsDev: true })).toBe(false);
  lock(record, { 'node_modules/a': { version: '1.0.0', integrity: 'x' } });
  expect(isInstalled(root, { wantsDev: true })).toBe(true);
});

test('what is for another system may be missing, and what is for development where nothing is built', () => {
  lock('package-lock.json', { 'node_modules/b': { version: '1.0.0', optional: true } });
  lock(record, {});
  expect(isInstalled(root, { wantsDev: true })).toBe(true);
  lock('package-lock.json', { 'node_modules/c': { version: '1.0.0', dev: true } });
  expect(isInstalled(root, { wantsDev: true })).toBe(false);
  expect(isInstalled(root, { wantsDev: false })).toBe(true);
});

test('a build is fresh until a source of it changes', () => {
  write('app/page.tsx', 'one');
  write('.next/BUILD_ID', 'id');
  const hash = buildHash(root);
  expect(isBuildFresh(root, hash)).toBe(false);
  stampBuild(root, hash);
  expect(isBuildFresh(root, buildHash(root))).toBe(true);
  write('lib/versions/diff.test.ts', 'a test is not built');
  write('lib/testing/factory.ts', 'nor is a helper of tests');
  write('lib/versions/README.md', 'nor is a document');
  expect(isBuildFresh(root, buildHash(root))).toBe(true);
  write('lib/versions/diff.ts', 'two');
  expect(isBuildFresh(root, buildHash(root))).toBe(false);
});
