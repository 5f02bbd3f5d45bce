import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';
import { archiveStore } from '@/lib/stores/archive-store';
import { retrieveStore } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { footprintOf } from '@/lib/testing/records';

import { createMemory } from './create-memory';
import { deleteMemory } from './delete-memory';
import { ancestorsOf } from './path';
import { listMemories, retrieveMemory } from './read';
import { updateMemory } from './update-memory';

useDatabase();

let system: Actor;
let agent: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
});

/** `done`, or the code of the refusal; anything unexpected is thrown. */
async function outcomeOf(write: Promise<unknown>): Promise<string> {
  try {
    await write;
    return 'done';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

function outcomesOf(writes: Promise<unknown>[]): Promise<string[]> {
  return Promise.all(writes.map(outcomeOf));
}

async function pathsOf(storeId: string): Promise<string[]> {
  const page = await listMemories(system, storeId, { path_prefix: '/', depth: 0, view: 'basic', limit: 100 });
  return page.data.map((item) => item.path);
}

/** No path is file and folder at once, and the store counts what it holds. */
async function expectSoundTree(storeId: string): Promise<void> {
  const paths = await pathsOf(storeId);
  const files = new Set(paths);
  expect(files.size).toBe(paths.length);
  expect(paths.flatMap(ancestorsOf).filter((folder) => files.has(folder))).toEqual([]);
  expect((await retrieveStore(system, storeId, true)).governance).toMatchObject({
    memory_count: paths.length,
  });
}

test('of sixteen writers on one base exactly one wins', async () => {
  const { id: storeId } = await makeStore(system);
  const base = await makeMemory(agent, storeId);
  const target = { storeId, memoryId: base.id };
  const precondition = { type: 'content_sha256' as const, content_sha256: base.content_sha256 };
  const outcomes = await outcomesOf(
    Array.from({ length: 16 }, (_, index) =>
      updateMemory(agent, target, { content: `writer ${index}`, precondition }, 'basic'),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'precondition_failed')).toHaveLength(15);
  const { content } = await retrieveMemory(agent, target, { view: 'full' });
  expect(content).toBe(`writer ${outcomes.indexOf('done')}`);
  const { versions, trail } = await footprintOf(system, base.id);
  expect([versions.length, trail.length]).toEqual([2, 2]);
});

test('of a delete and an update on one base exactly one wins', async () => {
  const { id: storeId } = await makeStore(system);
  for (let round = 0; round < 5; round += 1) {
    const base = await makeMemory(agent, storeId);
    const target = { storeId, memoryId: base.id };
    const precondition = { type: 'content_sha256' as const, content_sha256: base.content_sha256 };
    const [updated, deleted] = await outcomesOf([
      updateMemory(agent, target, { content: 'changed', precondition }, 'basic'),
      deleteMemory(agent, target, base.content_sha256),
    ]);
    expect([
      ['done', 'precondition_failed'],
      ['not_found', 'done'],
    ]).toContainEqual([updated, deleted]);
  }
  await expectSoundTree(storeId);
});

test('racing creates never make a path both file and folder', async () => {
  const { id: storeId } = await makeStore(system);
  for (let round = 0; round < 5; round += 1) {
    const paths = ['/a', '/a/b', '/a', '/a/b/c', '/a/b', '/a/d'].map((path) => `/round-${round}${path}`);
    const outcomes = await outcomesOf(
      paths.map((path) => createMemory(agent, storeId, { path, content: path }, 'basic')),
    );
    const done = paths.filter((_, index) => outcomes[index] === 'done').toSorted();
    expect(
      outcomes.filter((outcome) => outcome !== 'done').every((outcome) => outcome === 'path_conflict'),
    ).toBe(true);
    expect((await pathsOf(storeId)).filter((path) => path.startsWith(`/round-${round}/`))).toEqual(done);
    await expectSoundTree(storeId);
  }
});

test('racing renames and creates never make a path both file and folder', async () => {
  const { id: storeId } = await makeStore(system);
  for (let round = 0; round < 5; round += 1) {
    const one = await makeMemory(agent, storeId, { path: `/one-${round}` });
    const two = await makeMemory(agent, storeId, { path: `/two-${round}` });
    const folder = `/target-${round}`;
    const rename = (memoryId: string, path: string) =>
      updateMemory(agent, { storeId, memoryId }, { path }, 'basic');
    const outcomes = await outcomesOf([
      rename(one.id, folder),
      createMemory(agent, storeId, { path: `${folder}/below`, content: '' }, 'basic'),
      rename(two.id, `${folder}/below/two`),
      createMemory(agent, storeId, { path: folder, content: '' }, 'basic'),
    ]);
    expect(outcomes.toSorted()).toEqual(['done', 'path_conflict', 'path_conflict', 'path_conflict']);
    await expectSoundTree(storeId);
  }
});

test('two memories never swap into each other', async () => {
  const { id: storeId } = await makeStore(system);
  const [one, two] = [
    await makeMemory(agent, storeId, { path: '/1' }),
    await makeMemory(agent, storeId, { path: '/2' }),
  ];
  const outcomes = await outcomesOf([
    updateMemory(agent, { storeId, memoryId: one.id }, { path: '/2' }, 'basic'),
    updateMemory(agent, { storeId, memoryId: two.id }, { path: '/1' }, 'basic'),
  ]);
  expect(outcomes).toEqual(['path_conflict', 'path_conflict']);
  await expectSoundTree(storeId);
});

test('of racing deletes one deletes, and the count falls by one', async () => {
  const { id: storeId } = await makeStore(system);
  const { id: memoryId } = await makeMemory(agent, storeId);
  await makeMemory(agent, storeId);
  const outcomes = await outcomesOf(
    Array.from({ length: 8 }, () => deleteMemory(agent, { storeId, memoryId }, undefined)),
  );
  expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'not_found')).toHaveLength(7);
  await expectSoundTree(storeId);
});

test('nothing is written into a store behind the one who archives it', async () => {
  const { id: storeId } = await makeStore(system);
  const { id: memoryId } = await makeMemory(agent, storeId);
  const update = (content: string) => updateMemory(agent, { storeId, memoryId }, { content }, 'basic');
  const [, , outcomes] = await Promise.all([
    outcomeOf(update('before or after')),
    archiveStore(system, storeId),
    outcomesOf(Array.from({ length: 6 }, (_, index) => makeMemory(agent, storeId, { path: `/${index}` }))),
  ]);
  expect(outcomes.every((outcome) => outcome === 'done' || outcome === 'invalid_request')).toBe(true);
  expect(await pathsOf(storeId)).toHaveLength(1 + outcomes.filter((outcome) => outcome === 'done').length);
  expect(await outcomeOf(update('late'))).toBe('invalid_request');
});

test('fifty parallel updates are numbered without a gap, later ones strictly later', async () => {
  const { id: storeId } = await makeStore(system);
  const { id: memoryId } = await makeMemory(agent, storeId);
  const outcomes = await outcomesOf(
    Array.from({ length: 50 }, (_, index) => {
      const body = index % 5 === 0 ? { path: `/moved-${index}` } : { content: `text ${index}` };
      return updateMemory(agent, { storeId, memoryId }, body, 'basic');
    }),
  );
  expect(new Set(outcomes)).toEqual(new Set(['done']));
  const { memory, versions, trail } = await footprintOf(system, memoryId);
  expect(versions.map((version) => version.number)).toEqual(
    Array.from({ length: 51 }, (_, index) => index + 1),
  );
  const times = versions.map((version) => version.recordedAt);
  expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? time))).toBe(true);
  expect(memory).toMatchObject({
    versionNumber: 51,
    headVersionId: versions.at(-1)?.id,
    updatedAt: times.at(-1),
  });
  expect(new Set(trail.map((entry) => entry.details['memory_version_id']))).toEqual(
    new Set(versions.map((version) => version.id)),
  );
  await expectSoundTree(storeId);
});
