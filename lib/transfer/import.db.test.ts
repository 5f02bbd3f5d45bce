import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import type { Download, Upload } from '@/lib/http/transport';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { copyMemory } from '@/lib/memories/copy-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { listMemories } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { listStores } from '@/lib/stores/read';
import { updateStore } from '@/lib/stores/update-store';
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
import { asOwner } from '@/lib/testing/owner';
import { listVersions } from '@/lib/versions/read';
import { redactVersion } from '@/lib/versions/redact-version';

import { discardImport } from './discard-import';
import { exportStore } from './export-store';
import { exportWorkspace } from './export-workspace';
import { importStore } from './import-store';
import { importWorkspace } from './import-workspace';
import { listImportItems, retrieveImport } from './read';

const context = useDatabase();

let system: Actor;
let operator: Actor;
/** A store that was written, rewritten, redacted, copied, withheld and archived in, and its archive. */
let sourceId: string;
let archive: Buffer;

async function collect({ chunks }: Download): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}

/** In pieces that end anywhere, as a network delivers them. */
function upload(bytes: Uint8Array): Upload {
  async function* chunks() {
    for (let from = 0; from < bytes.length; from += 997)
      yield await Promise.resolve(bytes.subarray(from, from + 997));
  }
  return { contentType: 'application/x-ndjson+gzip', chunks };
}

async function fillStore(actor: Actor, storeId: string): Promise<void> {
  const first = await makeMemory(actor, storeId, { path: '/first', content: 'old \0 text' });
  const target = { storeId, memoryId: first.id };
  await updateMemory(actor, target, { path: '/moved', content: 'newest' }, 'basic');
  await redactVersion(actor, storeId, first.memory_version_id);
  await copyMemory(actor, target, { memory_store_id: storeId, path: '/copied' });
  const gone = await makeMemory(actor, storeId, { path: '/gone' });
  await deleteMemory(actor, { storeId, memoryId: gone.id }, undefined);
  const withheld = await makeMemory(actor, storeId, { path: '/withheld' });
  await updateMemory(actor, { storeId, memoryId: withheld.id }, { content: 'poison' }, 'basic');
  await withholdMemory(actor, { storeId, memoryId: withheld.id }, { reasons: ['quarantined'] });
  const retired = await makeMemory(actor, storeId, { path: '/retired' });
  await archiveMemory(actor, { storeId, memoryId: retired.id }, {});
}

async function snapshot(actor: Actor, storeId: string) {
  const { data } = await listMemories(actor, storeId, {
    limit: 20,
    path_prefix: '/',
    depth: 0,
    view: 'full',
    include: 'governance',
  });
  return data.map((item) => {
    if (item.type !== 'memory') return null;
    const { path, content, content_sha256, created_at, updated_at, governance } = item;
    return {
      path,
      content,
      content_sha256,
      created_at,
      updated_at,
      withheld: governance?.withheld,
      count: governance?.version_count,
    };
  });
}

async function countStores(actor: Actor): Promise<number> {
  return withWorkspace(actor, (tx) => tx.memoryStore.count({ where: { workspaceId: actor.workspaceId } }));
}

/** Everything is written, but its end, which belongs to an entry that cannot be written. */
async function interruptImport(actor: Actor): Promise<void> {
  await asOwner(context, (query) =>
    query(
      'CREATE TRIGGER broken BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()',
    ),
  );
  await expect(importWorkspace(actor, upload(archive))).rejects.toMatchObject({ code: 'audit_unavailable' });
  await asOwner(context, (query) => query('DROP TRIGGER broken ON audit_entry'));
}

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  const store = await makeStore(system, { description: 'of things' });
  await updateStore(system, store.id, { metadata: { team: 'a', b: 'ü' } });
  sourceId = store.id;
  await fillStore(operator, store.id);
  archive = await collect(await exportStore(operator, store.id));
});

describe('importWorkspace', () => {
  test('into an empty workspace keeps every id, and exporting again gives the same bytes', async () => {
    const { workspaceId, system: alone } = await makeWorkspace();
    const run = await importWorkspace(alone, upload(archive));
    expect(run).toMatchObject({
      status: 'completed',
      keeps_ids: true,
      memory_store_ids: [sourceId],
      memory_count: 5,
      memory_version_count: 8,
    });
    expect((await collect(await exportStore(alone, sourceId))).equals(archive)).toBe(true);
    expect(await snapshot(alone, sourceId)).toEqual(await snapshot(system, sourceId));
    const entries = (await auditOf(alone, workspaceId)).filter(
      ({ action }) => action === 'workspace.imported',
    );
    const details = {
      memory_store_count: 1,
      memory_count: 5,
      memory_version_count: 8,
      import_id: run.id,
      archive_sha256: run.archive_sha256,
    };
    expect(entries.map((entry) => entry.details)).toEqual([details]);
    expect(await retrieveImport(alone, run.id)).toEqual(run);
  });

  test('elsewhere gives new ids, keeps the history, and says who brought it', async () => {
    const before = (await listStores(system, { limit: 100 })).data.length;
    const run = await importWorkspace(operator, upload(archive));
    const [storeId] = run.memory_store_ids;
    expect(run).toMatchObject({ status: 'completed', keeps_ids: false, refused_count: 0 });
    expect(storeId).not.toBe(sourceId);
    expect(await snapshot(system, storeId!)).toEqual(await snapshot(system, sourceId));
    expect((await listStores(system, { limit: 100 })).data).toHaveLength(before + 1);
    const { data } = await listVersions(system, storeId!, {
      limit: 20,
      view: 'basic',
      include: 'governance',
    });
    expect(data.every(({ governance }) => governance?.imported_by?.type === 'api_actor')).toBe(true);
    const origin = data.find(({ path }) => path === '/copied')?.governance?.origin;
    expect(data.find(({ id }) => id === origin?.memory_version_id)?.path).toBe('/moved');
    expect((await importWorkspace(operator, upload(archive))).memory_store_ids).not.toEqual(
      run.memory_store_ids,
    );
  });

  test('refuses an archive that was cut anywhere or has one byte flipped, and keeps nothing of it', async () => {
    const { system: alone } = await makeWorkspace();
    const refuse = async (bytes: Uint8Array) => {
      await expect(importWorkspace(alone, upload(bytes))).rejects.toMatchObject({ code: 'invalid_request' });
    };
    const place = fc.nat(archive.length - 1);
    await fc.assert(
      fc.asyncProperty(place, (at) => refuse(archive.subarray(0, at))),
      { numRuns: 30 },
    );
    const flip = fc.tuple(place, fc.integer({ min: 0, max: 7 }));
    await fc.assert(
      fc.asyncProperty(flip, ([at, bit]) => {
        const bytes = Buffer.from(archive);
        bytes[at]! ^= 1 << bit;
        return refuse(bytes);
      }),
      { numRuns: 60 },
    );
    await refuse(Buffer.concat([archive, Buffer.alloc(1)]));
    expect(await countStores(alone)).toBe(0);
    await expect(importWorkspace(alone, upload(archive.subarray(0, -9)))).rejects.toThrow(
      'the archive is cut: its end is missing',
    );
  });

  test('gives the same bytes again for whatever was written', async () => {
    const content = fc.string({ unit: 'binary', maxLength: 40 });
    const write = fc.record({
      memory: fc.nat(3),
      act: fc.constantFrom('write', 'move', 'delete', 'withhold'),
      content,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { maxLength: 12 }), async (writes) => {
        const from = (await makeWorkspace()).system;
        const store = await makeStore(from);
        for (const each of writes) await carryOut(from, store.id, each);
        const taken = await collect(await exportWorkspace(from));
        const to = (await makeWorkspace()).system;
        await importWorkspace(to, upload(taken));
        expect((await collect(await exportWorkspace(to))).equals(taken)).toBe(true);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

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

  test('is for admins, and never for agents', async () => {
    const reviewer = await makeMember(system, 'reviewer');
    await expect(importWorkspace(reviewer, upload(archive))).rejects.toMatchObject({ code: 'forbidden' });
    const session = await makeSession(operator, {});
    await expect(importWorkspace(session, upload(archive))).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeWorkspace();
    const run = await importWorkspace(other.system, upload(archive));
    await expect(retrieveImport(system, run.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(listImportItems(reviewer, run.id, { limit: 1 })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

type Write = { memory: number; act: 'write' | 'move' | 'delete' | 'withhold'; content: string };

/** Carries one act out on the memory of that number, which is made when it is not there. */
async function carryOut(
  actor: Actor,
  storeId: string,
  { memory: number, act, content }: Write,
): Promise<void> {
  const { data } = await listMemories(actor, storeId, {
    limit: 20,
    path_prefix: `/${number}/`,
    depth: 0,
    view: 'basic',
  });
  const [found] = data;
  if (found?.type !== 'memory')
    return void (await makeMemory(actor, storeId, { path: `/${number}/a`, content }));
  const target = { storeId, memoryId: found.id };
  if (act === 'write') await updateMemory(actor, target, { content }, 'basic');
  if (act === 'move') await updateMemory(actor, target, { path: `${found.path.slice(0, 900)}b` }, 'basic');
  if (act === 'delete') await deleteMemory(actor, target, undefined);
  if (act === 'withhold') await withholdMemory(actor, target, { reasons: ['quarantined', 'restricted'] });
}

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
