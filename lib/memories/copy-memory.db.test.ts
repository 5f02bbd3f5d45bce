import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMemory, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { retrieveVersion } from '@/lib/versions/read';

import { archiveMemory } from './archive-memory';
import { copyMemory } from './copy-memory';
import { retrieveMemory } from './read';

useDatabase();

let system: Actor;
let operator: Actor;
let from: string;
let to: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  from = (await makeStore(system)).id;
  to = (await makeStore(system)).id;
});

describe('copyMemory', () => {
  test('makes a memory of its own with a link to its origin, and one audit entry', async () => {
    const source = await makeMemory(operator, from, { content: 'shared knowledge' });
    const copy = await copyMemory(operator, { storeId: from, memoryId: source.id }, { memory_store_id: to });
    expect(copy.id).not.toBe(source.id);
    expect(
      await retrieveMemory(operator, { storeId: to, memoryId: copy.id }, { view: 'full' }),
    ).toMatchObject({
      path: source.path,
      content: 'shared knowledge',
    });
    const version = await retrieveVersion(operator, to, copy.memory_version_id, {
      view: 'basic',
      include: 'governance',
    });
    expect(version.governance?.origin).toEqual({
      kind: 'copied',
      memory_version_id: source.memory_version_id,
    });
    expect(await auditOf(system, copy.id)).toMatchObject([
      {
        action: 'memory.copied',
        memory_store_id: to,
        details: {
          memory_version_id: copy.memory_version_id,
          content_size_bytes: 16,
          origin_version_id: source.memory_version_id,
        },
      },
    ]);
  });

  test('a session cannot copy into a store that is attached read-only, nor out of one that is not attached', async () => {
    const source = await makeMemory(operator, from);
    const readOnly = await makeSession(operator, { [from]: 'read_only', [to]: 'read_only' });
    const target = { storeId: from, memoryId: source.id };
    await expect(async () => copyMemory(readOnly, target, { memory_store_id: to })).rejects.toMatchObject({
      code: 'forbidden',
    });
    const elsewhere = await makeSession(operator, { [to]: 'read_write' });
    await expect(async () => copyMemory(elsewhere, target, { memory_store_id: to })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test("does not find another workspace's memory or store", async () => {
    const source = await makeMemory(operator, from);
    const other = await makeWorkspace();
    const theirs = await makeStore(other.system);
    const target = { storeId: from, memoryId: source.id };
    await expect(copyMemory(other.system, target, { memory_store_id: theirs.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(copyMemory(operator, target, { memory_store_id: theirs.id })).rejects.toMatchObject({
      message: `memory store not found: ${theirs.id}`,
    });
  });

  test('never overwrites', async () => {
    const source = await makeMemory(operator, from);
    const target = { storeId: from, memoryId: source.id };
    await copyMemory(operator, target, { memory_store_id: to });
    await expect(copyMemory(operator, target, { memory_store_id: to })).rejects.toMatchObject({
      code: 'path_conflict',
    });
  });

  test('an agent cannot copy what is withheld from it', async () => {
    const source = await makeMemory(operator, from);
    const target = { storeId: from, memoryId: source.id };
    await archiveMemory(operator, target, {});
    const agent = await makeKey(system, { kind: 'agent' });
    await expect(copyMemory(agent, target, { memory_store_id: to })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
