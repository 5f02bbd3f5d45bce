import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { updateMemory } from '@/lib/memories/update-memory';
import { arbitraryPath } from '@/lib/testing/arbitrary-paths';
import { useDatabase } from '@/lib/testing/database';
import {
  auditOf,
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { unzip } from '@/lib/testing/folders';
import { collect, fillStore, upload } from '@/lib/testing/transfers';

import { exportStore } from './export-store';
import { importStore } from './import-store';
import { folderType, zipType } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

async function filesOf(storeId: string): Promise<[string | null, string][]> {
  const entries = await unzip(await collect(await exportStore(operator, storeId, 'zip')));
  return entries.map(({ name, body }) => [name, Buffer.from(body!).toString()]);
}

const formats = [
  { format: 'tar.gz' as const, type: folderType },
  { format: 'zip' as const, type: zipType },
];

describe.each(formats)('a store as $format', ({ format, type }) => {
  test('brought into another store is the same memories, for all paths and texts, and exports the same bytes', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 40 });
    const memories = fc.array(fc.record({ path: arbitraryPath, content }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(memories, async (wanted) => {
        const [from, to] = [await makeStore(system), await makeStore(system)];
        const made = new Map<string, string>();
        for (const each of wanted)
          await makeMemory(operator, from.id, each).then(
            () => made.set(each.path, each.content),
            () => undefined,
          );
        const taken = await collect(await exportStore(operator, from.id, format));
        const run = await importStore(operator, to.id, upload(taken, type));
        expect(run).toMatchObject({ memory_count: made.size, refused_count: 0 });
        const again = await collect(await exportStore(operator, to.id, format));
        expect(again.equals(taken)).toBe(true);
        expect(await contentsOf(to.id)).toEqual(Object.fromEntries(made));
      }),
      { numRuns: 12 },
    );
  }, 120_000);

  test('says in the trail who took it, before the first byte', async () => {
    const store = await makeStore(system);
    await fillStore(operator, store.id);
    const { fileName, contentType } = await exportStore(operator, store.id, format);
    const today = new Date().toISOString().slice(0, 10);
    expect([fileName, contentType]).toEqual([`palimpsest-${store.id}-${today}.${format}`, type]);
    expect((await auditOf(system, store.id)).at(-1)).toMatchObject({
      action: 'memory_store.exported',
      details: { memory_count: 4, memory_version_count: 4, format },
    });
  });

  test('is refused to viewers, to agents and in other workspaces', async () => {
    const store = await makeStore(system);
    const viewer = await makeMember(system, 'viewer');
    await expect(exportStore(viewer, store.id, format)).rejects.toMatchObject({ code: 'forbidden' });
    const session = await makeSession(operator, { [store.id]: 'read_write' });
    await expect(exportStore(session, store.id, format)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeWorkspace();
    await expect(exportStore(other.system, store.id, format)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('of an empty store holds nothing, and can be brought in', async () => {
    const [from, to] = [await makeStore(system), await makeStore(system)];
    const taken = await collect(await exportStore(operator, from.id, format));
    const run = await importStore(operator, to.id, upload(taken, type));
    expect(run).toMatchObject({ status: 'completed', total_count: 0, memory_count: 0 });
  });
});

async function contentsOf(storeId: string): Promise<Record<string, string>> {
  const entries = await unzip(await collect(await exportStore(operator, storeId, 'zip')));
  return Object.fromEntries(
    entries.map(({ name, comment, body }) => [
      comment === '' ? `/${name}` : comment!.slice('palimpsest:'.length),
      Buffer.from(body!).toString(),
    ]),
  );
}

describe('the files', () => {
  test('are the heads of all that is not deleted, withheld and archived ones too, by their paths', async () => {
    const store = await makeStore(system);
    await fillStore(operator, store.id);
    expect((await filesOf(store.id)).map(([name]) => name)).toEqual([
      'copied.md',
      'moved.md',
      'retired.md',
      'withheld.md',
    ]);
    expect(await contentsOf(store.id)).toMatchObject({ '/moved': 'newest', '/withheld': 'poison' });
  });

  test('have names apart where paths differ in nothing but .md', async () => {
    const store = await makeStore(system);
    for (const each of ['/a', '/a.md', '/b', '/b.md/c', '/d'])
      await makeMemory(operator, store.id, { path: each });
    const names = (await filesOf(store.id)).map(([name]) => name!.replace(/~[0-9a-f]{12}/, '~'));
    expect(names).toEqual(['a~.md', 'a.md', 'b~.md', 'b.md/c.md', 'd.md']);
  });

  test('are those of the moment in which the export was asked for', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(operator, store.id, { path: '/a.md', content: 'before' });
    const download = await exportStore(operator, store.id, 'zip');
    await updateMemory(operator, { storeId: store.id, memoryId: memory.id }, { content: 'after' }, 'basic');
    await makeMemory(operator, store.id);
    const entries = await unzip(await collect(download));
    expect(entries.map(({ name, body }) => [name, Buffer.from(body!).toString()])).toEqual([
      ['a.md', 'before'],
    ]);
  });

  test('come in slices, none left out', async () => {
    const store = await makeStore(system);
    for (let index = 100; index < 230; index += 1)
      await makeMemory(operator, store.id, { path: `/${index}.md`, content: String(index) });
    expect(await filesOf(store.id)).toEqual(
      Array.from({ length: 130 }, (_, index) => [`${index + 100}.md`, String(index + 100)]),
    );
  });

  test('are what the program tar unpacks, without a word', async () => {
    const store = await makeStore(system);
    const paths = ['/plain', '/a/b.md', `/${'long'.repeat(30)}.md`, '/zwölf'];
    for (const each of paths) await makeMemory(operator, store.id, { path: each, content: each });
    const folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-export-'));
    const file = path.join(folder, 'x.tar.gz');
    writeFileSync(file, await collect(await exportStore(operator, store.id, 'tar.gz')));
    execFileSync('mkdir', [path.join(folder, 'out')]);
    const { status, stderr } = spawnSync('tar', ['-xzf', file, '-C', path.join(folder, 'out')]);
    expect([status, stderr.toString()]).toEqual([0, '']);
    const found = readdirSync(path.join(folder, 'out'), { recursive: true }).map(String).toSorted();
    expect(found).toEqual(['a', 'a/b.md', `${'long'.repeat(30)}.md`, 'plain.md', 'zwölf.md']);
    expect(readFileSync(path.join(folder, 'out', 'zwölf.md'), 'utf8')).toBe('/zwölf');
    rmSync(folder, { recursive: true });
  });
});
