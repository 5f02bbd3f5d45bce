import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { readAllPages } from '@/lib/testing/records';

import { executeRevert } from './execute-revert';
import { planRevert } from './plan-revert';
import { listRevertItems, listReverts, retrieveRevert } from './read';
import { revertItemResource, revertResource } from './schema';
import type { ListRevertItemsQuery } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;
let session: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
  session = await makeSession(system, { [storeId]: 'read_write' });
  for (let count = 0; count < 5; count += 1) await makeMemory(session, storeId);
});

const plan = () => planRevert(operator, { subject: { type: 'session', id: session.id } });

describe('reverts', () => {
  test('are listed newest first, page by page, and retrieved one by one', async () => {
    const made = [await plan(), await plan(), await plan()].toReversed();
    const listed = await readAllPages((page) => listReverts(operator, { limit: 2, page }));
    expect(listed).toEqual(made);
    for (const revert of made) {
      expect(revertResource.parse(await retrieveRevert(operator, revert.id))).toEqual(revert);
    }
  });

  test('have their memories in the order of the plan, page by page', async () => {
    const { id } = await plan();
    const items = await readAllPages((page) => listRevertItems(operator, id, { limit: 2, page }));
    expect(items.map((item) => item.position)).toEqual([0, 1, 2, 3, 4]);
    for (const item of items) expect(revertItemResource.parse(item)).toEqual(item);
  });

  test('are found by what they revert', async () => {
    const other = await makeSession(system, {});
    const { id } = await planRevert(operator, { subject: { type: 'session', id: other.id } });
    const found = await listReverts(operator, { limit: 20, subject_id: other.id });
    expect(found.data.map((revert) => revert.id)).toEqual([id]);
  });

  test('say of each memory what it is and what it would be, and are narrowed to one outcome', async () => {
    const memory = await makeMemory(system, storeId, { content: 'careful' });
    const writer = await makeSession(system, { [storeId]: 'read_write' });
    const target = { storeId, memoryId: memory.id };
    const written = await updateMemory(writer, target, { content: 'hasty' }, 'basic');
    const created = await makeMemory(writer, storeId);
    const { id, preview_hash } = await planRevert(operator, { subject: { type: 'session', id: writer.id } });
    const list = (query: Partial<ListRevertItemsQuery>) =>
      readAllPages((page) => listRevertItems(operator, id, { limit: 1, page, ...query }));
    expect(await list({ action: 'restore' })).toMatchObject([
      {
        memory_id: memory.id,
        target: { operation: 'created', content_sha256: memory.content_sha256, content_size_bytes: 7 },
        expected_head: {
          operation: 'modified',
          content_sha256: written.content_sha256,
          created_by: { type: 'session_actor', session_id: writer.id },
        },
      },
    ]);
    expect(await list({ action: 'delete' })).toMatchObject([{ memory_id: created.id, target: null }]);
    expect(await list({ outcome: 'pending' })).toHaveLength(2);
    await executeRevert(operator, id, { preview_hash });
    expect(await list({ outcome: 'done' })).toHaveLength(2);
    expect(await list({ outcome: 'pending' })).toEqual([]);
  });

  test('are for whoever reads history, never for agents or another workspace', async () => {
    const { id } = await plan();
    const reads = [
      (actor: Actor) => listReverts(actor, { limit: 1 }),
      (actor: Actor) => retrieveRevert(actor, id),
      (actor: Actor) => listRevertItems(actor, id, { limit: 1 }),
    ];
    const blind = await makeKey(system, { scopes: ['memories:read'] });
    for (const actor of [session, await makeKey(system, { kind: 'agent' }), blind]) {
      for (const read of reads) await expect(read(actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const viewer = await makeMember(system, 'viewer');
    for (const read of reads) await expect(read(viewer)).resolves.toBeDefined();
    const stranger = (await makeWorkspace()).system;
    expect((await listReverts(stranger, { limit: 1 })).data).toEqual([]);
    for (const read of reads.slice(1))
      await expect(read(stranger)).rejects.toMatchObject({ code: 'not_found' });
  });
});
