import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { importMemories } from '@/lib/memories/import-memories';
import { updateMemory } from '@/lib/memories/update-memory';
import { deleteStore } from '@/lib/stores/delete-store';
import { purgeStore } from '@/lib/stores/purge-store';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { findHeads, findOld, searchFor } from '@/lib/testing/searching';
import { redactVersion } from '@/lib/versions/redact-version';

import { indexWorkspace } from './index-workspace';
import { searchHeads } from './read';

const context = useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

async function makeTarget(content: string) {
  const memory = await makeMemory(operator, storeId, { content });
  return { target: { storeId, memoryId: memory.id }, versionId: memory.memory_version_id };
}

function listRows(versionId: string): Promise<{ era: number; body: string }[]> {
  return asOwner(context, (query) =>
    query('SELECT era, body FROM search_text WHERE memory_version_id = $1', [versionId]),
  );
}

async function lagOf(actor: Actor) {
  return (await searchHeads(actor, searchFor('anything'))).index;
}

describe('while the index is behind', () => {
  test('the answer says so, and nothing is found by a text that is gone', async () => {
    const { target } = await makeTarget('the albatross of yesterday');
    expect(await findHeads(operator, 'albatross')).toEqual([target.memoryId]);
    await updateMemory(operator, target, { content: 'the cormorant of today' }, 'basic');
    const { data, index } = await searchHeads(operator, searchFor('albatross'));
    expect(data).toEqual([]);
    expect(index).toMatchObject({ is_current: false, lagging: 1 });
    expect(await findHeads(operator, 'cormorant')).toEqual([target.memoryId]);
    expect(await lagOf(operator)).toMatchObject({ is_current: true, lagging: 0 });
  });

  test('a deleted memory is not found', async () => {
    const { target } = await makeTarget('the dodo');
    expect(await findHeads(operator, 'the dodo')).toEqual([target.memoryId]);
    await deleteMemory(operator, target, undefined);
    expect((await searchHeads(operator, searchFor('the dodo'))).data).toEqual([]);
    expect(await findHeads(operator, 'the dodo')).toEqual([]);
  });

  test('everything is behind in a workspace that was never indexed', async () => {
    const other = await makeKey((await makeWorkspace()).system);
    await makeMemory(other, (await makeStore(other)).id);
    expect(await lagOf(other)).toEqual({ is_current: false, lagging: 1, is_exhaustive: true });
  });
});

describe('what is removed', () => {
  test('a redacted version loses its row with its text, and is found nowhere', async () => {
    const { target, versionId } = await makeTarget('secret kakapo');
    await updateMemory(operator, target, { content: 'nothing' }, 'basic');
    expect(await findOld(operator, 'secret kakapo')).toEqual([versionId]);
    await redactVersion(operator, storeId, versionId);
    expect(await listRows(versionId)).toEqual([]);
    expect(await findOld(operator, 'secret kakapo')).toEqual([]);
    expect(await findHeads(operator, 'secret kakapo')).toEqual([]);
  });

  test('a purged store leaves no row', async () => {
    const store = await makeStore(operator);
    const memory = await makeMemory(operator, store.id, { content: 'a thylacine' });
    expect(await findHeads(operator, 'thylacine')).toEqual([memory.id]);
    await deleteStore(operator, store.id);
    expect((await searchHeads(operator, searchFor('thylacine'))).data).toEqual([]);
    await purgeStore({ workspaceId: operator.workspaceId, memoryStoreId: store.id });
    expect(await listRows(memory.memory_version_id)).toEqual([]);
  });
});

describe('catching up', () => {
  test('is done twice and side by side without harm', async () => {
    const { target, versionId } = await makeTarget('kea one');
    await updateMemory(operator, target, { content: 'kea two' }, 'basic');
    await Promise.all([1, 2, 3].map(() => indexWorkspace(operator.workspaceId)));
    await indexWorkspace(operator.workspaceId);
    expect(await listRows(versionId)).toEqual([{ era: -1, body: 'kea one' }]);
    expect(await findHeads(operator, 'kea')).toEqual([target.memoryId]);
  });

  test('goes on where it stopped, slice by slice', async () => {
    const many = Array.from({ length: 260 }, (_, index) => makeTarget(`wekas are ${index} in number`));
    await Promise.all(many);
    expect(await indexWorkspace(operator.workspaceId, 1)).toBe(true);
    expect(await findHeads(operator, 'wekas are', { limit: 100 })).toHaveLength(100);
    const last = (await many[259])!.target.memoryId;
    expect((await findHeads(operator, 'wekas are 259 in number'))[0]).toBe(last);
  });

  test('starts over when the table was emptied', async () => {
    const { target, versionId } = await makeTarget('takahe before');
    await updateMemory(operator, target, { content: 'takahe after' }, 'basic');
    expect(await findHeads(operator, 'takahe')).toEqual([target.memoryId]);
    await asOwner(context, (query) => query('TRUNCATE search_text'));
    expect((await searchHeads(operator, searchFor('takahe'))).data).toEqual([]);
    expect(await findHeads(operator, 'takahe')).toEqual([target.memoryId]);
    expect(await findOld(operator, 'takahe')).toEqual([versionId]);
  });

  test('finds what was imported, old and new', async () => {
    const store = await makeStore(operator);
    const by = { actor: { type: operator.type, id: operator.id }, trustTier: operator.trustTier };
    const version = { ...by, path: '/kiwi', agent: null, model: null };
    const versions = [
      { ...version, content: 'kiwi as it was', recordedAt: 1n },
      { ...version, content: 'kiwi as it is', recordedAt: 2n },
    ];
    await indexWorkspace(operator.workspaceId);
    const [memoryId] = await importMemories(operator, store.id, [{ versions }]);
    expect(await lagOf(operator)).toMatchObject({ is_current: false });
    expect(await findHeads(operator, 'kiwi as it')).toEqual([memoryId]);
    expect(await findOld(operator, 'kiwi as it')).toHaveLength(1);
  });
});
