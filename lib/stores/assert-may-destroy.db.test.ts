import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace, withWorkspace } from '@/lib/db/workspace';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { footprintOf } from '@/lib/testing/records';

import { assertMayDestroy } from './assert-may-destroy';
import type { Destruction } from './assert-may-destroy';
import { deleteStore } from './delete-store';

const context = useDatabase();

let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});

async function makeTarget() {
  const store = await makeStore(system);
  const memory = await makeMemory(system, store.id);
  const target = { storeId: store.id, memoryId: memory.id };
  await updateMemory(system, target, { content: 'newer' }, 'basic');
  return { ...target, versionId: memory.memory_version_id };
}

type Target = Awaited<ReturnType<typeof makeTarget>>;

/** Every statement by which the application's role could destroy something. Each carries all three ids, so that all are bound. */
const destructions: [string, string][] = [
  ['delete a memory', 'DELETE FROM memory WHERE id = $2'],
  ['take a memory off its path', 'UPDATE memory SET path = NULL WHERE id = $2'],
  ['delete a version', 'DELETE FROM memory_version WHERE id = $3'],
  ['blank a hash', 'UPDATE memory_version SET content_sha256 = NULL WHERE id = $3'],
  [
    'blank a version',
    `UPDATE memory_version SET path = NULL, content_sha256 = NULL, content_size_bytes = NULL, redacted_at = 1 WHERE id = $3`,
  ],
  ['delete a text', 'DELETE FROM memory_content WHERE memory_version_id = $3'],
  ['hide a store', 'UPDATE memory_store SET deleted_at = 1 WHERE id = $1'],
  ['delete a store', 'DELETE FROM memory_store WHERE id = $1'],
];
const allIds = '$1::text <> $2::text AND $1::text <> $3::text';

function destroy(target: Target, statement: string, pass?: Destruction): Promise<unknown> {
  return withWorkspace(system, async (tx) => {
    if (pass) await assertMayDestroy(tx, system, pass);
    const ids = [target.storeId, target.memoryId, target.versionId];
    await tx.$executeRawUnsafe(`${statement} AND ${allIds}`, ...ids);
  });
}

describe('without a pass the database refuses', () => {
  test.each(destructions)('to %s', async (_, statement) => {
    const target = await makeTarget();
    const before = await footprintOf(system, target.memoryId);
    await expect(destroy(target, statement)).rejects.toThrow(/without a pass of the gate/);
    expect(await footprintOf(system, target.memoryId)).toEqual(before);
  });

  test.each(destructions)('to %s with a pass for something else', async (_, statement) => {
    const [target, other] = [await makeTarget(), await makeTarget()];
    const pass = { kind: 'redaction', storeId: other.storeId } as const;
    await expect(destroy(target, statement, pass)).rejects.toThrow(/without a pass of the gate/);
    const neighbour = { ...pass, memoryIds: [other.memoryId, ''] };
    await expect(destroy(target, statement, neighbour)).rejects.toThrow(/without a pass of the gate/);
  });

  test('even the owner of the tables', async () => {
    const { versionId } = await makeTarget();
    const remove = asOwner(context, (query) =>
      query('DELETE FROM memory_version WHERE id = $1', [versionId]),
    );
    await expect(remove).rejects.toThrow(/without a pass of the gate/);
  });

  test('in the next transaction, when the last one had it', async () => {
    const target = await makeTarget();
    await withWorkspace(system, (tx) =>
      assertMayDestroy(tx, system, { kind: 'retention', storeId: target.storeId }),
    );
    await expect(destroy(target, 'DELETE FROM memory_version WHERE id = $3')).rejects.toThrow(
      /without a pass/,
    );
  });
});

describe('with a pass', () => {
  const possible = destructions.filter(([name]) => !['blank a hash', 'delete a text'].includes(name));

  test.each(possible)('it lets the transaction %s', async (_, statement) => {
    const target = await makeTarget();
    const { storeId } = target;
    const blanking = `UPDATE memory_version SET path = NULL, content_sha256 = NULL, content_size_bytes = NULL, redacted_at = 1 WHERE id = $3`;
    await destroy(target, blanking, { kind: 'redaction', storeId, memoryIds: [target.memoryId] });
    await destroy(target, 'DELETE FROM memory_content WHERE memory_version_id = $3');
    const destroyed = destroy(target, statement, { kind: 'deletion', storeId });
    await expect(destroyed).resolves.toBeUndefined();
  });

  test('several passes of one transaction add up', async () => {
    const [one, two] = [await makeTarget(), await makeTarget()];
    await withWorkspace(system, async (tx) => {
      for (const { storeId, memoryId } of [one, two])
        await assertMayDestroy(tx, system, { kind: 'retention', storeId, memoryIds: [memoryId] });
      const ids = [one.versionId, two.versionId];
      await tx.memoryVersion.deleteMany({ where: { workspaceId: system.workspaceId, id: { in: ids } } });
    });
    expect((await footprintOf(system, one.memoryId)).versions).toHaveLength(1);
    expect((await footprintOf(system, two.memoryId)).versions).toHaveLength(1);
  });
});

describe('the gate', () => {
  const pass = (actor: Actor, destruction: Destruction) =>
    withWorkspace(actor, (tx) => assertMayDestroy(tx, actor, destruction));

  test('lets nothing but a purge into a deleted store, and a purge nowhere else', async () => {
    const { storeId } = await makeTarget();
    const notFound = { code: 'not_found', message: `memory store not found: ${storeId}` };
    await expect(pass(system, { kind: 'purge', storeId })).rejects.toMatchObject(notFound);
    await deleteStore(system, storeId);
    for (const kind of ['redaction', 'deletion', 'retention'] as const)
      await expect(pass(system, { kind, storeId })).rejects.toMatchObject(notFound);
    await pass(system, { kind: 'purge', storeId });
  });

  test('knows no store of another workspace', async () => {
    const { storeId } = await makeTarget();
    const { system: stranger } = await makeWorkspace();
    await expect(pass(stranger, { kind: 'retention', storeId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is kept by a trigger on every table that it stands before', async () => {
    const rows = await readWorkspace(system, (query) =>
      query<{ name: string }>(
        `SELECT DISTINCT tgrelid::regclass::text AS name FROM pg_trigger WHERE NOT tgisinternal AND tgname LIKE '%gate%' AND tgenabled = 'O' ORDER BY 1`,
      ),
    );
    const guarded = ['memory', 'memory_content', 'memory_store', 'memory_version'];
    expect(rows.map((row) => row.name)).toEqual(guarded);
  });
});
