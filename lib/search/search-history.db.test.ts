import { beforeAll, describe, expect, test } from 'vitest';

import { listAuditEntries } from '@/lib/audit/read';
import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { findOld, searchFor } from '@/lib/testing/searching';

import { searchHistory } from './search-history';

useDatabase();

let system: Actor;
let operator: Actor;
let officer: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  officer = await makeMember(system, 'privacy_officer');
  storeId = (await makeStore(system)).id;
});

async function trail() {
  const { data } = await listAuditEntries(system, {
    action: 'memory.searched_history',
    limit: 100,
    order: 'desc',
  });
  return data;
}

test('finds what was written over and what was deleted, with snippets, and not what is a head', async () => {
  const replaced = await makeMemory(operator, storeId, { content: 'Gryphon, first' });
  await updateMemory(operator, { storeId, memoryId: replaced.id }, { content: 'gryphon, second' }, 'basic');
  const deleted = await makeMemory(operator, storeId, { content: 'gryphon, third' });
  await deleteMemory(operator, { storeId, memoryId: deleted.id }, undefined);
  const found = await findOld(officer, 'gryphon');
  expect(found.toSorted()).toEqual([replaced.memory_version_id, deleted.memory_version_id].toSorted());
  const { data } = await searchHistory(officer, searchFor('gryphon first', { in: 'history' }));
  expect(
    data.map(({ memory, memory_version: version, snippets }) => [memory, version?.content, snippets]),
  ).toEqual([
    [
      null,
      null,
      [
        {
          field: 'content',
          text: 'Gryphon, first',
          marks: [
            { start: 0, end: 7 },
            { start: 9, end: 14 },
          ],
        },
      ],
    ],
  ]);
});

test('each search is in the trail with its counts and without its text', async () => {
  const before = await trail();
  await searchHistory(officer, searchFor('a rare manticore', { in: 'history', memory_store_ids: [storeId] }));
  const [entry, ...others] = await trail();
  expect(others).toEqual(before);
  expect(entry).toMatchObject({
    actor: { type: 'user_actor', user_id: officer.id },
    target: { type: 'workspace', id: system.workspaceId },
    details: { hit_count: 0, memory_store_count: 1 },
  });
  expect(JSON.stringify(entry)).not.toContain('manticore');
});

describe('without the right', () => {
  test.each(['viewer', 'reviewer', 'auditor'] as const)(
    'a %s is refused and nothing recorded',
    async (role) => {
      const actor = await makeMember(system, role);
      const before = await trail();
      await expect(searchHistory(actor, searchFor('gryphon', { in: 'history' }))).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await trail()).toEqual(before);
    },
  );

  test('another workspace finds nothing', async () => {
    const other = await makeKey((await makeWorkspace()).system);
    expect(await findOld(other, 'gryphon')).toEqual([]);
    const body = searchFor('gryphon', { in: 'history', memory_store_ids: [storeId] });
    await expect(searchHistory(other, body)).rejects.toMatchObject({ code: 'not_found' });
  });
});
