import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { listVersions } from '@/lib/versions/read';
import { redactVersion } from '@/lib/versions/redact-version';

import { archiveMemory } from './archive-memory';
import { deleteMemory } from './delete-memory';
import { retrieveMemory } from './read';
import { restoreVersion } from './restore-version';
import { updateMemory } from './update-memory';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

/** A memory with the texts `first` and, as its head, `second`. */
async function makeOverwritten() {
  const memory = await makeMemory(operator, storeId, { content: 'first' });
  const target = { storeId, memoryId: memory.id };
  const head = await updateMemory(operator, target, { content: 'second' }, 'basic');
  return { target, path: memory.path, first: memory, head };
}

function listAll(memoryId: string) {
  return listVersions(operator, storeId, {
    memory_id: memoryId,
    limit: 100,
    view: 'full',
    include: 'governance',
  });
}

describe('restoreVersion', () => {
  test('appends a version with the same hash and a link, and one audit entry with the reason kept apart', async () => {
    const { target, first, head } = await makeOverwritten();
    const restored = await restoreVersion(operator, storeId, first.memory_version_id, {
      reason: 'it was lost',
    });
    expect(restored.content_sha256).toBe(first.content_sha256);
    const { data } = await listAll(target.memoryId);
    expect(data.map((version) => [version.content, version.operation])).toEqual([
      ['first', 'modified'],
      ['second', 'modified'],
      ['first', 'created'],
    ]);
    expect(data[0]?.governance?.origin).toEqual({
      kind: 'restored',
      memory_version_id: first.memory_version_id,
    });
    const entry = (await auditOf(system, target.memoryId)).at(-1);
    expect(entry).toMatchObject({
      action: 'memory.restored',
      actor: { type: 'api_actor', api_key_id: operator.id },
      details: {
        memory_version_id: restored.memory_version_id,
        previous_version_id: head.memory_version_id,
        origin_version_id: first.memory_version_id,
        changed: ['content'],
        content_size_bytes: 5,
      },
    });
    expect(entry?.reason_id).toMatch(/^reason_/);
  });

  test('is forbidden to a viewer, and to a key that may not read history', async () => {
    const { first } = await makeOverwritten();
    const blind = await makeKey(system, { scopes: ['memories:read', 'memories:write'] });
    for (const actor of [await makeMember(system, 'viewer'), blind]) {
      await expect(async () =>
        restoreVersion(actor, storeId, first.memory_version_id, {}),
      ).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });

  test("does not find another workspace's version", async () => {
    const { first } = await makeOverwritten();
    const other = await makeWorkspace();
    await expect(restoreVersion(other.system, storeId, first.memory_version_id, {})).rejects.toMatchObject({
      code: 'not_found',
      message: `memory store not found: ${storeId}`,
    });
  });

  test('stops when the head moved since the caller looked', async () => {
    const { first } = await makeOverwritten();
    const stale = { expected_head_version_id: first.memory_version_id };
    await expect(restoreVersion(operator, storeId, first.memory_version_id, stale)).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'head_moved' },
    });
  });

  test('says so when nothing would change, and records nothing, not even the reason', async () => {
    const { target, head } = await makeOverwritten();
    const before = await auditOf(system, target.memoryId);
    await expect(
      restoreVersion(operator, storeId, head.memory_version_id, { reason: 'why' }),
    ).rejects.toMatchObject({
      details: { errorCode: 'nothing_to_change' },
    });
    expect(await auditOf(system, target.memoryId)).toEqual(before);
    expect((await listAll(target.memoryId)).data).toHaveLength(2);
  });

  test('refuses a redacted version and one that records a deletion, each in its own words', async () => {
    const { target, first, head } = await makeOverwritten();
    await redactVersion(operator, storeId, first.memory_version_id);
    await expect(restoreVersion(operator, storeId, first.memory_version_id, {})).rejects.toMatchObject({
      details: { errorCode: 'target_redacted' },
    });
    await deleteMemory(operator, target, undefined);
    const [deletion] = (await listAll(target.memoryId)).data;
    await expect(restoreVersion(operator, storeId, deletion!.id, {})).rejects.toMatchObject({
      details: { errorCode: 'target_deleted' },
    });
    expect(head.id).toBe(target.memoryId);
  });

  test('brings a deleted memory back with its id and numbering', async () => {
    const { target, path, head } = await makeOverwritten();
    await deleteMemory(operator, target, undefined);
    await restoreVersion(operator, storeId, head.memory_version_id, {});
    expect(await retrieveMemory(operator, target, { view: 'full' })).toMatchObject({
      id: target.memoryId,
      path,
      content: 'second',
    });
    const numbers = (await listAll(target.memoryId)).data.map((version) => version.governance?.number);
    expect(numbers).toEqual([4, 3, 2, 1]);
  });

  test('says that the path was taken since, and takes another one', async () => {
    const { target, path, head } = await makeOverwritten();
    await deleteMemory(operator, target, undefined);
    await makeMemory(operator, storeId, { path });
    await expect(restoreVersion(operator, storeId, head.memory_version_id, {})).rejects.toMatchObject({
      code: 'path_conflict',
    });
    const restored = await restoreVersion(operator, storeId, head.memory_version_id, {
      path: `${path}.restored`,
    });
    expect(restored).toMatchObject({ id: target.memoryId, path: `${path}.restored` });
  });

  test('an agent does not find a version of a withheld memory', async () => {
    const { target, first } = await makeOverwritten();
    await archiveMemory(operator, target, {});
    const agent = await makeKey(system, { kind: 'agent' });
    await expect(restoreVersion(agent, storeId, first.memory_version_id, {})).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
