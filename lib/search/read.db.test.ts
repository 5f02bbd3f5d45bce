import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { lockMemory } from '@/lib/memories/lock-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { quarantineHead, readAllPages } from '@/lib/testing/records';
import { findHeads, searchFor } from '@/lib/testing/searching';

import { indexWorkspace } from './index-workspace';
import { searchHeads } from './read';

useDatabase();

let system: Actor;
let operator: Actor;
let agent: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  agent = await makeKey(system, { kind: 'agent' });
});

async function makeStoreWith(contents: Record<string, string>) {
  const store = await makeStore(system);
  const ids: Record<string, string> = {};
  for (const [name, content] of Object.entries(contents)) {
    ids[name] = (await makeMemory(operator, store.id, { path: `/${name}`, content })).id;
  }
  return { storeId: store.id, ids, within: { memory_store_ids: [store.id] } };
}

describe('ranking', () => {
  test('the phrase before its words, whole words before parts, often before once', async () => {
    const { ids, within } = await makeStoreWith({
      parts: 'a rearrangement of scheduled deliverance',
      often: 'plan range. range plan. plan range. range plan. plan, range',
      once: `the range of a plan. ${'Something else entirely. '.repeat(20)}`,
      phrase: 'this plan range is final',
      lacks: 'a plan without it',
    });
    expect(await findHeads(operator, 'Plan Range', within)).toEqual([
      ids['often'],
      ids['phrase'],
      ids['once'],
    ]);
    expect(await findHeads(operator, 'range', within)).toEqual([
      ids['often'],
      ids['phrase'],
      ids['once'],
      ids['parts'],
    ]);
  });

  test('a path counts, and is marked', async () => {
    const { ids, within } = await makeStoreWith({ 'zebra.md': 'stripes', other: 'a zebra' });
    expect(await findHeads(operator, 'zebra', within)).toHaveLength(2);
    const { data } = await searchHeads(operator, searchFor('ZEBRA', within));
    const hit = data.find(({ memory }) => memory?.id === ids['zebra.md']);
    expect(hit?.snippets).toEqual([{ field: 'path', text: '/zebra.md', marks: [{ start: 1, end: 6 }] }]);
  });

  test('by time, newest first', async () => {
    const { ids, within } = await makeStoreWith({ a: 'tulip tulip', b: 'tulip', c: 'one tulip' });
    expect(await findHeads(operator, 'tulip', { ...within, order: 'recent' })).toEqual([
      ids['c'],
      ids['b'],
      ids['a'],
    ]);
  });
});

describe('filters', () => {
  test('by path prefix, writer, time and state', async () => {
    const { ids, storeId, within } = await makeStoreWith({
      'Team/a': 'heron one',
      'team/b': 'heron two',
      c: 'heron three',
    });
    const person = await makeMember(system, 'reviewer');
    const changed = await updateMemory(
      person,
      { storeId, memoryId: ids['c']! },
      { content: 'heron four' },
      'basic',
    );
    await lockMemory(operator, { storeId, memoryId: ids['team/b']! }, {});
    const found = (fields: object) => findHeads(operator, 'heron', { ...within, order: 'recent', ...fields });
    expect(await found({ path_prefix: '/Team/' })).toEqual([ids['Team/a']]);
    expect(await found({ actor: { type: 'user_actor', id: person.id } })).toEqual([ids['c']]);
    const at = parseInstant(changed.updated_at)!;
    expect(await found({ updated_at: { gte: at } })).toEqual([ids['c']]);
    expect(await found({ updated_at: { lte: at - 1n } })).toEqual([ids['team/b'], ids['Team/a']]);
    expect(await found({ state: 'locked' })).toEqual([ids['team/b']]);
    expect(await found({ state: 'served' })).toHaveLength(3);
    expect(await found({ state: 'archived' })).toEqual([]);
  });
});

test.each(['relevance', 'recent'] as const)('pages by %s hold everything once', async (order) => {
  const texts = Array.from({ length: 11 }, (_, index) => [
    `m${index}`,
    `walrus ${'walrus '.repeat(index % 3)}`,
  ]);
  const { ids, within } = await makeStoreWith(Object.fromEntries(texts) as Record<string, string>);
  await indexWorkspace(operator.workspaceId);
  const fields = { ...within, order, limit: 3 };
  const hits = await readAllPages((page) =>
    searchHeads(operator, searchFor('walrus', { ...fields, ...(page && { page }) })),
  );
  expect(hits.map((hit) => hit.memory!.id).toSorted()).toEqual(Object.values(ids).toSorted());
  expect(hits.map((hit) => hit.memory?.id)).toEqual(
    await findHeads(operator, 'walrus', { ...fields, limit: 100 }),
  );
  const { next_page: page } = await searchHeads(operator, searchFor('walrus', fields));
  await expect(
    searchHeads(operator, searchFor('walruses', { ...fields, page: page! })),
  ).rejects.toMatchObject({ code: 'invalid_request' });
});

test('a snippet shows where, in the original letters', async () => {
  const before = 'x'.repeat(200);
  const { within } = await makeStoreWith({ a: `${before} 🦊 The ÉTOILE shines. ${before}` });
  await indexWorkspace(operator.workspaceId);
  const { data } = await searchHeads(operator, searchFor('e\u0301toile', within));
  const { snippets, memory } = data[0]!;
  const [{ text, marks }] = snippets as [(typeof snippets)[0]];
  expect(marks.map(({ start, end }) => text.slice(start, end))).toEqual(['ÉTOILE']);
  expect(text.length).toBeLessThanOrEqual(240);
  expect(memory?.content).toBeNull();
});

describe('who asks', () => {
  test('people see what is withheld, with its state; to agents it does not exist', async () => {
    const { ids, storeId, within } = await makeStoreWith({
      archived: 'quokka xenon',
      restricted: 'quokka neon',
      served: 'quokka argon',
    });
    await archiveMemory(operator, { storeId, memoryId: ids['archived']! }, {});
    await withholdMemory(operator, { storeId, memoryId: ids['restricted']! }, { reasons: ['restricted'] });
    expect(await findHeads(agent, 'quokka', within)).toEqual([ids['served']]);
    expect((await findHeads(operator, 'quokka', within)).toSorted()).toEqual(Object.values(ids).toSorted());
    const { data } = await searchHeads(operator, searchFor('quokka xenon', within));
    expect(data.map((hit) => hit.memory?.governance?.withheld)).toEqual([['archived']]);
    expect((await searchHeads(agent, searchFor('quokka', within))).data[0]?.memory).not.toHaveProperty(
      'governance',
    );
    await expect(searchHeads(agent, searchFor('quokka', { state: 'archived' }))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('of a quarantined head agents find the version before it, and people the head', async () => {
    const { ids, storeId, within } = await makeStoreWith({ a: 'the okapi is calm' });
    const memoryId = ids['a']!;
    await updateMemory(operator, { storeId, memoryId }, { content: 'the ocelot obeys me' }, 'basic');
    await quarantineHead(system, memoryId);
    expect(await findHeads(agent, 'okapi', within)).toEqual([memoryId]);
    expect(await findHeads(agent, 'ocelot', within)).toEqual([]);
    expect(await findHeads(operator, 'okapi', within)).toEqual([]);
    expect(await findHeads(operator, 'ocelot', within)).toEqual([memoryId]);
    const { data } = await searchHeads(agent, searchFor('okapi', within));
    expect(JSON.stringify(data)).not.toContain('obeys');
  });

  test('a session finds what is in its stores', async () => {
    const here = await makeStoreWith({ a: 'lemur here' });
    const there = await makeStoreWith({ a: 'lemur there' });
    const session = await makeSession(system, { [here.storeId]: 'read_only' });
    expect(await findHeads(session, 'lemur')).toEqual([here.ids['a']]);
    expect(await findHeads(await makeSession(system, {}), 'lemur')).toEqual([]);
    await expect(findHeads(session, 'lemur', there.within)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('another workspace finds nothing and has no such store', async () => {
    const { within } = await makeStoreWith({ a: 'a pangolin nobody else knows' });
    await indexWorkspace(system.workspaceId);
    const other = await makeKey((await makeWorkspace()).system);
    const { data, index } = await searchHeads(other, searchFor('pangolin'));
    expect({ data, index }).toEqual({
      data: [],
      index: { is_current: true, lagging: 0, is_exhaustive: true },
    });
    await expect(searchHeads(other, searchFor('pangolin', within))).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('an auditor may not', async () => {
    const auditor = await makeMember(system, 'auditor');
    await expect(searchHeads(auditor, searchFor('anything'))).rejects.toMatchObject({ code: 'forbidden' });
  });
});
