import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { listMemories } from '@/lib/memories/read';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { upload as uploadAs } from '@/lib/testing/transfers';

import { importStore } from './import-store';
import { listImportItems } from './read';
import { folderType } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;
let folder: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-folder-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** In the order given, as a person would pack them. */
function packFolder(files: Record<string, string | Buffer>): Buffer {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return execFileSync('tar', ['-czf', '-', '-C', folder, ...Object.keys(files)]);
}

const upload = (bytes: Uint8Array) => uploadAs(bytes, folderType);

async function contentsOf(storeId: string) {
  const { data } = await listMemories(operator, storeId, {
    limit: 20,
    path_prefix: '/',
    depth: 0,
    view: 'full',
  });
  return data.map((item) => (item.type === 'memory' ? [item.path, item.content] : []));
}

describe('a folder of files', () => {
  test('becomes memories, each file by itself, and the others are listed with a reason', async () => {
    const store = await makeStore(system);
    await makeMemory(operator, store.id, { path: '/taken.md', content: 'mine' });
    const files = {
      'a/one.md': 'eins \0',
      'taken.md': 'theirs',
      'latin.md': Buffer.from([0xe9]),
      'picture.png': 'x',
      'a/large.md': 'x'.repeat(102_401),
      'bad\u200bname.md': 'hidden character',
      'two.markdown': 'zwei',
    };
    const run = await importStore(operator, store.id, upload(packFolder(files)));
    expect(run).toMatchObject({ status: 'completed', memory_count: 2, memory_version_count: 2 });
    expect(await contentsOf(store.id)).toEqual([
      ['/a/one.md', 'eins \0'],
      ['/taken.md', 'mine'],
      ['/two.markdown', 'zwei'],
    ]);
    const { data } = await listImportItems(operator, run.id, { limit: 100 });
    expect(data.map(({ position, outcome }) => [position, outcome])).toEqual([
      [2, 'path_conflict'],
      [3, 'not_utf8'],
      [4, 'not_markdown'],
      [5, 'too_large'],
      [6, 'bad_path'],
    ]);
    const entry = (await auditOf(system, store.id)).at(-1);
    expect(entry).toMatchObject({
      action: 'memory_store.imported',
      details: { memory_count: 2, archive_sha256: run.archive_sha256 },
    });
  });

  test('with a name twice keeps the first', async () => {
    const store = await makeStore(system);
    packFolder({ 'same.md': 'x', 'other.md': 'y' });
    const twice = execFileSync('tar', [
      '--hard-dereference',
      '-czf',
      '-',
      '-C',
      folder,
      'same.md',
      'other.md',
      './same.md',
    ]);
    const run = await importStore(operator, store.id, upload(twice));
    expect(run).toMatchObject({ memory_count: 2, refused_count: 1 });
    const { data } = await listImportItems(operator, run.id, { limit: 1 });
    expect(data).toEqual([
      { type: 'import_item', position: 3, outcome: 'path_conflict', source_memory_id: null },
    ]);
  });

  test('is refused when it is cut, and keeps nothing', async () => {
    const store = await makeStore(system);
    const bytes = packFolder({ 'a/one.md': 'eins', 'b.md': 'zwei' });
    for (const at of [0, 10, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await expect(importStore(operator, store.id, upload(bytes.subarray(0, at)))).rejects.toMatchObject({
        code: 'invalid_request',
      });
    }
    expect(await contentsOf(store.id)).toEqual([]);
  });

  test('is for admins', async () => {
    const store = await makeStore(system);
    const reviewer = await makeMember(system, 'reviewer');
    await expect(importStore(reviewer, store.id, upload(packFolder({ 'a.md': '' })))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
