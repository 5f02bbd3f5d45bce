import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { collect, fillStore, snapshot, upload } from '@/lib/testing/transfers';

import { exportStore } from './export-store';
import { exportWorkspace } from './export-workspace';
import { importStore } from './import-store';
import { listImportItems } from './read';

useDatabase();

let system: Actor;
let operator: Actor;
/** A store that was written, rewritten, redacted, copied, withheld and archived in, and its archive. */
let archive: Buffer;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  const store = await makeStore(system, { description: 'of things' });
  await fillStore(operator, store.id);
  archive = await collect(await exportStore(operator, store.id));
});

describe('importStore', () => {
  test('brings a history into a store that is there, and reports what stands in the way', async () => {
    const store = await makeStore(system);
    await makeMemory(operator, store.id, { path: '/moved', content: 'mine' });
    await makeMemory(operator, store.id, { path: '/retired/deep', content: 'mine' });
    const run = await importStore(operator, store.id, upload(archive));
    expect(run).toMatchObject({
      status: 'completed',
      scope: 'memory_store',
      memory_store_ids: [store.id],
      memory_count: 3,
      refused_count: 2,
    });
    expect((await snapshot(system, store.id)).map((each) => [each?.path, each?.content])).toEqual([
      ['/copied', 'newest'],
      ['/moved', 'mine'],
      ['/retired/deep', 'mine'],
      ['/withheld', 'poison'],
    ]);
    const first = await listImportItems(operator, run.id, { limit: 1 });
    const second = await listImportItems(operator, run.id, { limit: 1, page: first.next_page! });
    expect([...first.data, ...second.data]).toMatchObject([
      { position: 1, outcome: 'path_conflict', source_memory_id: expect.stringMatching(/^mem_/) as string },
      { position: 5, outcome: 'path_conflict' },
    ]);
    expect(second.next_page).toBeNull();
    const entry = (await auditOf(system, store.id)).at(-1);
    expect(entry).toMatchObject({
      action: 'memory_store.imported',
      details: { memory_count: 3, import_id: run.id },
    });
  });

  test('refuses an archived store, an archive of several stores, and a store of another workspace', async () => {
    const store = await makeStore(system);
    const { system: alone } = await makeWorkspace();
    await expect(importStore(alone, store.id, upload(archive))).rejects.toMatchObject({ code: 'not_found' });
    await makeStore(alone);
    await makeStore(alone);
    const several = await collect(await exportWorkspace(alone));
    await expect(importStore(operator, store.id, upload(several))).rejects.toMatchObject({
      code: 'invalid_request',
    });
    const reviewer = await makeMember(system, 'reviewer');
    await expect(importStore(reviewer, store.id, upload(archive))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
