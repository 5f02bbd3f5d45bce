import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { listStores } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { zipFolder } from '@/lib/testing/folders';
import { collect, fillStore, snapshot, upload } from '@/lib/testing/transfers';

import { discardImport } from './discard-import';
import { exportStore } from './export-store';
import { importStore } from './import-store';
import { importWorkspace } from './import-workspace';
import { retrieveImport } from './read';
import { zipType } from './schema';

const context = useDatabase();

let operator: Actor;
/** A store that was written, rewritten, redacted, copied, withheld and archived in, and its archive. */
let sourceId: string;
let archive: Buffer;

async function countStores(actor: Actor): Promise<number> {
  return withWorkspace(actor, (tx) => tx.memoryStore.count({ where: { workspaceId: actor.workspaceId } }));
}

/** Everything is written, but its end, which belongs to an entry that cannot be written. */
async function interrupt(act: () => Promise<unknown>): Promise<void> {
  await asOwner(context, (query) =>
    query(
      'CREATE TRIGGER broken BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()',
    ),
  );
  await expect(act()).rejects.toMatchObject({ code: 'audit_unavailable' });
  await asOwner(context, (query) => query('DROP TRIGGER broken ON audit_entry'));
}

const interruptImport = (actor: Actor) => interrupt(() => importWorkspace(actor, upload(archive)));

beforeAll(async () => {
  const { system } = await makeWorkspace();
  operator = await makeKey(system);
  const store = await makeStore(system, { description: 'of things' });
  sourceId = store.id;
  await fillStore(operator, store.id);
  archive = await collect(await exportStore(operator, store.id));
});

describe('an import that was interrupted', () => {
  test('shows nothing of an import that was interrupted, and goes on when the same archive comes again', async () => {
    const { workspaceId, system: alone } = await makeWorkspace();
    await interruptImport(alone);
    expect((await listStores(alone, { limit: 100, include_archived: true })).data).toEqual([]);
    const [run] = await withWorkspace(alone, (tx) => tx.import.findMany({ where: { workspaceId } }));
    expect(run).toMatchObject({ status: 'running', memoryCount: 5 });
    const done = await importWorkspace(alone, upload(archive));
    expect(done).toMatchObject({ id: run!.id, status: 'completed', memory_count: 5, keeps_ids: true });
    expect((await collect(await exportStore(alone, sourceId))).equals(archive)).toBe(true);
  });

  test('beside an import that is still running gives new ids, so that two archives never mix', async () => {
    const { system: alone } = await makeWorkspace();
    await interruptImport(alone);
    await makeMemory(operator, sourceId, { path: '/later' });
    const newer = await collect(await exportStore(operator, sourceId));
    expect(await importWorkspace(alone, upload(newer))).toMatchObject({ keeps_ids: false, memory_count: 6 });
    expect(await importWorkspace(alone, upload(archive))).toMatchObject({ keeps_ids: true, memory_count: 5 });
    expect((await collect(await exportStore(alone, sourceId))).equals(archive)).toBe(true);
  });

  test('of a folder goes on too, and brings nothing twice', async () => {
    const { workspaceId, system: alone } = await makeWorkspace();
    const store = await makeStore(alone);
    const bytes = await zipFolder({ 'a.md': 'eins', 'b.png': '', 'c.md': 'drei', './a.md': 'again' });
    await interrupt(() => importStore(alone, store.id, upload(bytes, zipType)));
    const [run] = await withWorkspace(alone, (tx) => tx.import.findMany({ where: { workspaceId } }));
    expect(run).toMatchObject({ status: 'running', totalCount: 4, memoryCount: 2, refusedCount: 2 });
    const done = await importStore(alone, store.id, upload(bytes, zipType));
    expect(done).toMatchObject({ id: run!.id, status: 'completed', memory_count: 2, refused_count: 2 });
    const paths = (await snapshot(alone, store.id)).map((each) => [each?.path, each?.count]);
    expect(paths).toEqual([
      ['/a.md', 1],
      ['/c.md', 1],
    ]);
  });

  test('discards what nobody continued, and leaves alone what is over', async () => {
    const { workspaceId, system: alone } = await makeWorkspace();
    await interruptImport(alone);
    const [run] = await withWorkspace(alone, (tx) => tx.import.findMany({ where: { workspaceId } }));
    const job = { workspaceId, importId: run!.id };
    await discardImport(job);
    await discardImport(job);
    expect(await countStores(alone)).toBe(0);
    expect(await retrieveImport(alone, run!.id)).toMatchObject({ status: 'discarded' });
    expect((await auditOf(alone, run!.id)).map(({ action }) => action)).toEqual(['import.discarded']);
    const done = await importWorkspace(alone, upload(archive));
    await discardImport({ workspaceId, importId: done.id });
    expect(await countStores(alone)).toBe(1);
  });
});
