import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { listStores } from '@/lib/stores/read';
import { updateStore } from '@/lib/stores/update-store';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { collect, fillStore, snapshot, upload } from '@/lib/testing/transfers';
import { listVersions } from '@/lib/versions/read';

import { exportStore } from './export-store';
import { importWorkspace } from './import-workspace';
import { listImportItems, retrieveImport } from './read';

useDatabase();

let system: Actor;
let operator: Actor;
/** A store that was written, rewritten, redacted, copied, withheld and archived in, and its archive. */
let sourceId: string;
let archive: Buffer;

async function countStores(actor: Actor): Promise<number> {
  return withWorkspace(actor, (tx) => tx.memoryStore.count({ where: { workspaceId: actor.workspaceId } }));
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
