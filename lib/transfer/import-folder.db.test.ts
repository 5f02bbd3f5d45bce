import { gunzipSync, gzipSync } from 'node:zlib';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { tar, tarFolder, toFile, zip, zipFolder } from '@/lib/testing/folders';
import { snapshot, upload as uploadAs } from '@/lib/testing/transfers';
import { listVersions } from '@/lib/versions/read';

import { importStore } from './import-store';
import { listImportItems } from './read';
import { folderType, zipType } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

async function contentsOf(storeId: string) {
  return (await snapshot(operator, storeId)).map((each) => [each?.path, each?.content]);
}

async function outcomesOf(importId: string) {
  const { data } = await listImportItems(operator, importId, { limit: 100 });
  return data.map(({ position, outcome }) => [position, outcome]);
}

const formats = [
  { name: '.tar.gz', type: folderType, pack: tar, packFolder: tarFolder },
  { name: '.zip', type: zipType, pack: zip, packFolder: zipFolder },
];

describe.each(formats)('a folder of files, $name', ({ type, pack, packFolder }) => {
  const upload = (bytes: Uint8Array) => uploadAs(bytes, type);

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
      '../up.md': 'elsewhere',
      'back\\slash.md': 'elsewhere',
      './two.markdown': 'zwei',
    };
    const run = await importStore(operator, store.id, upload(await packFolder(files)));
    const counts = { total_count: 9, memory_count: 2, memory_version_count: 2, refused_count: 7 };
    expect(run).toMatchObject({ status: 'completed', ...counts });
    expect(await contentsOf(store.id)).toEqual([
      ['/a/one.md', 'eins \0'],
      ['/taken.md', 'mine'],
      ['/two.markdown', 'zwei'],
    ]);
    expect(await outcomesOf(run.id)).toEqual([
      [2, 'path_conflict'],
      [3, 'not_utf8'],
      [4, 'not_markdown'],
      [5, 'too_large'],
      [6, 'bad_path'],
      [7, 'bad_path'],
      [8, 'bad_path'],
    ]);
    const entry = (await auditOf(system, store.id)).at(-1);
    expect(entry).toMatchObject({
      action: 'memory_store.imported',
      details: { memory_count: 2, archive_sha256: run.archive_sha256 },
    });
  });

  test('with a name twice, or a name that is a folder too, keeps the first', async () => {
    const store = await makeStore(system);
    const files = ['same.md', 'other.md', './same.md', 'other.md/below.md'].map((name) => toFile(name, name));
    const run = await importStore(operator, store.id, upload(await pack(files)));
    expect(run).toMatchObject({ memory_count: 2, refused_count: 2 });
    expect(await outcomesOf(run.id)).toEqual([
      [3, 'path_conflict'],
      [4, 'path_conflict'],
    ]);
  });

  test('gives versions the times of the files, where these are times', async () => {
    const store = await makeStore(system);
    const files = [toFile('a.md', '', { modifiedAtSeconds: 1_000_000_000 })];
    await importStore(operator, store.id, upload(await pack(files)));
    const query = { limit: 20, view: 'basic', include: 'governance' } as const;
    const { data } = await listVersions(operator, store.id, query);
    expect(data.map(({ governance }) => governance?.occurred_at)).toEqual(['2001-09-09T01:46:40.000000Z']);
  });

  test('is refused when it is cut, and keeps nothing', async () => {
    const store = await makeStore(system);
    const bytes = await packFolder({ 'a/one.md': 'eins', 'b.md': 'zwei' });
    for (const at of [0, 10, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await expect(importStore(operator, store.id, upload(bytes.subarray(0, at)))).rejects.toMatchObject({
        code: 'invalid_request',
        message: expect.stringMatching(/^the archive is (?:cut|damaged)/) as string,
      });
    }
    expect(await contentsOf(store.id)).toEqual([]);
  });

  test('is for admins', async () => {
    const store = await makeStore(system);
    const reviewer = await makeMember(system, 'reviewer');
    const folder = await packFolder({ 'a.md': '' });
    await expect(importStore(reviewer, store.id, upload(folder))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

test('a file with a time that is none has none', async () => {
  const store = await makeStore(system);
  const bytes = gunzipSync(await tarFolder({ 'a.md': '' }));
  bytes.write('zzzz', 136);
  bytes.write('        ', 148);
  const sum = bytes.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const run = await importStore(operator, store.id, uploadAs(gzipSync(bytes), folderType));
  expect(run).toMatchObject({ memory_count: 1, refused_count: 0 });
});

test('a zip with a wrong checksum at its very end keeps nothing of what stands before', async () => {
  const store = await makeStore(system);
  const bytes = await zipFolder({ 'a.md': 'eins', 'b.md': 'zwei' });
  bytes[bytes.indexOf('zwei')]! ^= 1;
  await expect(importStore(operator, store.id, uploadAs(bytes, zipType))).rejects.toThrow(
    'the archive is damaged: its files and its directory contradict each other',
  );
  expect(await contentsOf(store.id)).toEqual([]);
});
