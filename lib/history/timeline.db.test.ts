import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { retrieveMemory } from '@/lib/memories/read';
import type { MemoryTarget } from '@/lib/memories/target';
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
import { readAllPages } from '@/lib/testing/records';
import { redactVersion } from '@/lib/versions/redact-version';

import { listReaders } from './list-readers';
import { listTimeline } from './list-timeline';
import { readSizes } from './read-sizes';
import type { Timeline } from './timeline';

useDatabase();

let system: Actor;
let agent: Actor;
let session: Actor;
let target: MemoryTarget;
/** Oldest first: created, three edits of which the second is redacted, and a session that wrote without reading. */
let versions: string[];

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  const storeId = (await makeStore(system)).id;
  session = await makeSession(system, { [storeId]: 'read_write' });
  const memory = await makeMemory(agent, storeId, { content: 'x' });
  target = { storeId, memoryId: memory.id };
  versions = [memory.memory_version_id];
  for (const [actor, length] of [
    [agent, 20],
    [agent, 3],
    [session, 40],
  ] as const) {
    const updated = await updateMemory(actor, target, { content: 'x'.repeat(length) }, 'basic');
    versions.push(updated.memory_version_id);
  }
  await redactVersion(system, storeId, versions[1] ?? '', undefined);
});

const numbersOf = (page: Timeline) => page.data.map((version) => version.governance?.number);

describe('listTimeline', () => {
  test('gives versions with their governance, newest first, over its pages and back', async () => {
    const first = await listTimeline(system, target, { limit: 3 });
    expect(numbersOf(first)).toEqual([4, 3, 2]);
    expect(first.prev_page).toBeNull();
    expect(first.data[0]).toMatchObject({ content: null, governance: { prior_knowledge: 'not_read' } });
    const second = await listTimeline(system, target, { limit: 3, page: first.next_page ?? '' });
    expect(numbersOf(second)).toEqual([1]);
    expect(second.next_page).toBeNull();
    const back = await listTimeline(system, target, { limit: 3, page: second.prev_page ?? '' });
    expect(numbersOf(back)).toEqual([4, 3, 2]);
    expect(back.prev_page).toBeNull();
    const onward = await listTimeline(system, target, { limit: 3, page: back.next_page ?? '' });
    expect(onward.data).toEqual(second.data);
  });

  test('begins with any version, and goes on to newer ones from there', async () => {
    const middle = await listTimeline(system, target, { limit: 1, start_at: versions[1] ?? '' });
    expect(numbersOf(middle)).toEqual([2]);
    const newer = await listTimeline(system, target, { limit: 1, page: middle.prev_page ?? '' });
    expect(numbersOf(newer)).toEqual([3]);
    const newest = await listTimeline(system, target, { limit: 1, start_at: versions[3] ?? '' });
    expect(newest.prev_page).toBeNull();
    const stranger = await makeMemory(system, target.storeId);
    await expect(
      listTimeline(system, target, { limit: 1, start_at: stranger.memory_version_id }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is of one memory: its cursors open no other', async () => {
    const other = { ...target, memoryId: (await makeMemory(system, target.storeId)).id };
    const { next_page: page } = await listTimeline(system, target, { limit: 1 });
    await expect(listTimeline(system, other, { limit: 1, page: page ?? '' })).rejects.toThrow(/^page: /);
  });

  test('is for people and operators who may read history', async () => {
    expect(
      numbersOf(await listTimeline(await makeMember(system, 'viewer'), target, { limit: 9 })),
    ).toHaveLength(4);
    const refused = [agent, session, await makeMember(system, 'auditor')];
    for (const actor of refused)
      await expect(listTimeline(actor, target, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('readSizes', () => {
  test('gives every size, oldest first, and nothing for a redaction', async () => {
    const sizes = await readSizes(system, target);
    expect(sizes).toMatchObject({ version_count: 4, is_thinned: false });
    expect(
      sizes.data.map((point) => [point.memory_version_id, point.content_size_bytes, point.is_redacted]),
    ).toEqual([
      [versions[0], 1, false],
      [versions[1], null, true],
      [versions[2], 3, false],
      [versions[3], 40, false],
    ]);
  });

  test('goes on after a deletion', async () => {
    const { id: memoryId } = await makeMemory(system, target.storeId, { content: 'xx' });
    const doomed = { ...target, memoryId };
    await deleteMemory(system, doomed, undefined);
    const { data } = await readSizes(system, doomed);
    expect(data.map((point) => [point.operation, point.content_size_bytes])).toEqual([
      ['created', 2],
      ['deleted', null],
    ]);
    expect(numbersOf(await listTimeline(system, doomed, { limit: 9 }))).toEqual([2, 1]);
  });

  test('agents see none of what is withheld, an auditor none at all', async () => {
    expect((await readSizes(session, target)).data).toHaveLength(4);
    const { id: memoryId } = await makeMemory(system, target.storeId);
    const hidden = { ...target, memoryId };
    await withholdMemory(system, hidden, { reasons: ['restricted'] });
    const noMemory = { code: 'not_found', message: `memory \`${memoryId}\` not found` };
    await expect(readSizes(agent, hidden)).rejects.toMatchObject(noMemory);
    await expect(listReaders(agent, hidden, { limit: 1 })).rejects.toMatchObject(noMemory);
    const auditor = await makeMember(system, 'auditor');
    await expect(readSizes(auditor, target)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('listReaders', () => {
  test('gives who was shown which version, last shown first, over its pages', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(agent, store.id);
    const read = { storeId: store.id, memoryId: memory.id };
    const [early, late] = [
      await makeSession(system, { [store.id]: 'read_only' }),
      await makeSession(system, { [store.id]: 'read_only' }),
    ];
    for (const reader of [early, early, late, agent]) await retrieveMemory(reader, read, { view: 'full' });
    const reads = await readAllPages((page) => listReaders(system, read, { limit: 1, page }));
    expect(reads.map((each) => [each.session_id, each.memory_version_id, each.kind, each.count])).toEqual([
      [late.id, memory.memory_version_id, 'read', 1],
      [early.id, memory.memory_version_id, 'read', 2],
    ]);
  });

  test('is for those who may read history or the trail, and for no session', async () => {
    const auditor = await makeMember(system, 'auditor');
    expect(await listReaders(auditor, target, { limit: 1 })).toEqual({ data: [], next_page: null });
    const key = await makeKey(system, { scopes: ['memories:read'] });
    for (const actor of [session, key])
      await expect(listReaders(actor, target, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test("another workspace's memory is not found by any of them", async () => {
  const other = (await makeWorkspace()).system;
  const noStore = { code: 'not_found', message: `memory store not found: ${target.storeId}` };
  await expect(listTimeline(other, target, { limit: 1 })).rejects.toMatchObject(noStore);
  await expect(readSizes(other, target)).rejects.toMatchObject(noStore);
  await expect(listReaders(other, target, { limit: 1 })).rejects.toMatchObject(noStore);
  const elsewhere = { ...target, storeId: (await makeStore(system)).id };
  await expect(readSizes(system, elsewhere)).rejects.toMatchObject({
    message: `memory \`${target.memoryId}\` not found`,
  });
});
