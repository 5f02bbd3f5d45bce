import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { diffStores } from './diff-stores';
import type { StoresDiffBody } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

function between(from: { id: string; at?: string }, to: { id: string; at?: string }): StoresDiffBody {
  const side = ({ id, at }: { id: string; at?: string }) => ({
    type: 'memory_store' as const,
    memory_store_id: id,
    ...(at !== undefined && { at: parseInstant(at)! }),
  });
  return { type: 'memory_stores', from: side(from), to: side(to), path_prefix: '/', limit: 100 };
}

const manyLines = (edit: string) =>
  ['one', 'two', 'three', 'four', 'five', edit].map((line) => `line ${line}\n`).join('');

async function makeHistory() {
  const store = await makeStore(system);
  const make = (path: string, content: string) => makeMemory(operator, store.id, { path, content });
  await make('/same', 'same');
  const changed = await make('/changed', 'before');
  const moved = await make('/old/moved', 'moved');
  const gone = await make('/gone', 'only here, and nothing like anything else');
  const elsewhere = await make('/old/edited', manyLines('six'));
  const before = elsewhere.updated_at;
  const target = (id: string) => ({ storeId: store.id, memoryId: id });
  await updateMemory(operator, target(changed.id), { content: 'after' }, 'basic');
  await updateMemory(operator, target(moved.id), { path: '/new/moved' }, 'basic');
  await deleteMemory(operator, target(gone.id), undefined);
  await deleteMemory(operator, target(elsewhere.id), undefined);
  await make('/new/edited', manyLines('seven'));
  await make('/added', 'quite new');
  return { store, before, changed };
}

describe('diffStores', () => {
  test('says what was added, removed, changed and moved between two instants, and back', async () => {
    const { store, before } = await makeHistory();
    const there = await diffStores(operator, between({ id: store.id, at: before }, { id: store.id }));
    expect(there.data.map(({ change, from, to }) => [change, from?.path, to?.path])).toEqual([
      ['added', undefined, '/added'],
      ['changed', '/changed', '/changed'],
      ['removed', '/gone', undefined],
      ['moved_and_changed', '/old/edited', '/new/edited'],
      ['moved', '/old/moved', '/new/moved'],
    ]);
    expect(there.counts).toEqual({ added: 1, removed: 1, changed: 1, moved: 1, moved_and_changed: 1 });
    expect(
      there.data.every(({ from, to }) => (from?.content ?? null) === null && (to?.content ?? null) === null),
    ).toBe(true);
    const back = await diffStores(operator, between({ id: store.id }, { id: store.id, at: before }));
    expect(back.counts).toEqual(there.counts);
  });

  test('compares two stores by path', async () => {
    const [one, other] = [await makeStore(system), await makeStore(system)];
    for (const [store, path, content] of [
      [one, '/a', 'same'],
      [other, '/a', 'same'],
      [one, '/b', 'left'],
      [other, '/b', 'right'],
      [one, '/c', 'wanders'],
      [other, '/d', 'wanders'],
    ] as const) {
      await makeMemory(operator, store.id, { path, content });
    }
    const { data } = await diffStores(operator, between({ id: one.id }, { id: other.id }));
    expect(data.map(({ change, from, to }) => [change, from?.path, to?.path])).toEqual([
      ['changed', '/b', '/b'],
      ['moved', '/c', '/d'],
    ]);
  });

  test('pages stay where they began although the store is written to', async () => {
    const { store, before } = await makeHistory();
    const body = { ...between({ id: store.id, at: before }, { id: store.id }), limit: 2 };
    const first = await diffStores(operator, body);
    await makeMemory(operator, store.id, { path: '/aa', content: 'later' });
    const second = await diffStores(operator, { ...body, page: first.next_page! });
    const third = await diffStores(operator, { ...body, page: second.next_page! });
    const paths = [first, second, third].flatMap(({ data }) =>
      data.map(({ from, to }) => to?.path ?? from?.path),
    );
    expect(paths).toEqual(['/added', '/changed', '/gone', '/new/edited', '/new/moved']);
    expect(third.next_page).toBeNull();
  });

  test('agents see nothing of a withheld memory', async () => {
    const { store, before, changed } = await makeHistory();
    await archiveMemory(operator, { storeId: store.id, memoryId: changed.id }, {});
    const agent = await makeKey(system, { kind: 'agent' });
    const { counts } = await diffStores(agent, between({ id: store.id, at: before }, { id: store.id }));
    expect(counts.changed).toBe(0);
  });

  test('is forbidden without history:read, and other workspaces do not find the stores', async () => {
    const { store } = await makeHistory();
    const auditor = await makeMember(system, 'auditor');
    const body = between({ id: store.id }, { id: store.id });
    await expect(diffStores(auditor, body)).rejects.toMatchObject({ code: 'forbidden' });
    const other = await makeWorkspace();
    await expect(diffStores(other.system, body)).rejects.toMatchObject({
      code: 'not_found',
      message: `memory store not found: ${store.id}`,
    });
  });
});
