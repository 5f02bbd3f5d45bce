import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { toFolderItem } from './folder-item';
import type { FolderEntry } from './folder-item';
import { readTar } from './tar';

const long = `${'deep/'.repeat(30)}${'n'.repeat(120)}.md`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-tar-'));
  mkdirSync(path.join(folder, path.dirname(long)), { recursive: true });
  writeFileSync(path.join(folder, long), 'deep');
  writeFileSync(path.join(folder, 'ü and space.md'), 'text\n');
  writeFileSync(path.join(folder, 'empty.md'), '');
  writeFileSync(path.join(folder, 'large.md'), Buffer.alloc(200_000, 97));
  writeFileSync(path.join(folder, 'latin.md'), Buffer.from([0xe9, 0x74, 0xe9]));
  writeFileSync(path.join(folder, 'picture.png'), 'x');
  symlinkSync('empty.md', path.join(folder, 'link.md'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pack(format: string): Buffer {
  return execFileSync('tar', [`--format=${format}`, '-cf', '-', '-C', folder, '.']);
}

async function readAll(bytes: Uint8Array, piece = 700): Promise<FolderEntry[]> {
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += piece)
      yield await Promise.resolve(bytes.subarray(from, from + piece));
  }
  const entries: FolderEntry[] = [];
  for await (const entry of readTar(chunks(), { maxBodyBytes: 102_400, fail: (fault) => new Error(fault) }))
    entries.push(entry);
  return entries;
}

describe.each(['gnu', 'pax', 'posix'])('an archive in the format %s', (format) => {
  test('becomes memories, and what cannot says why', async () => {
    const items = (await readAll(pack(format))).map(toFolderItem).filter((item) => item !== null);
    const byPath = items.flatMap((item) => ('path' in item ? [[item.path, item.content] as const] : []));
    // A path of 31 segments is too deep for a memory, so it is a fault too.
    expect(Object.fromEntries(byPath)).toEqual({ '/empty.md': '', '/ü and space.md': 'text\n' });
    const faults = items.flatMap((item) => ('fault' in item ? [item.fault] : []));
    expect(faults.toSorted()).toEqual(['bad_path', 'not_markdown', 'not_utf8', 'too_large']);
  });

  test('keeps long names whole', async () => {
    expect((await readAll(pack(format))).map(({ name }) => name)).toContain(`./${long}`);
  });

  test('is refused when it is cut before its end', async () => {
    const bytes = pack(format);
    const end = bytes.length - 1 - [...bytes].toReversed().findIndex((byte) => byte !== 0);
    for (const at of [0, 1, 511, 512, 700, Math.floor(end / 2), end - 600]) {
      await expect(readAll(bytes.subarray(0, at))).rejects.toThrow('cut');
    }
  });
});

test('what is no tape archive is refused', async () => {
  await expect(readAll(Buffer.alloc(2048, 65))).rejects.toThrow('damaged');
});
