import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { AppError } from '@/lib/errors/app-error';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeKey, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { readAllPages } from '@/lib/testing/records';
import { listVersions } from '@/lib/versions/read';
import type { VersionOperation } from '@/lib/versions/schema';

import { archiveMemory } from './archive-memory';
import { createMemory } from './create-memory';
import { deleteMemory } from './delete-memory';
import { ancestorsOf } from './path';
import { listMemories } from './read';
import { unarchiveMemory } from './unarchive-memory';
import { updateMemory } from './update-memory';

useDatabase();

let system: Actor;
let agent: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
});

/** Names around the slash in byte order, and beyond ASCII, so that order and conflicts are put to the test. */
const path = fc
  .array(fc.constantFrom('a', 'b', 'a-b', 'a.b', 'a0', 'é', '🦊'), { minLength: 1, maxLength: 3 })
  .map((segments) => `/${segments.join('/')}`);
const content = fc.constantFrom('', 'x', 'y');
const which = fc.nat({ max: 9 });

const command = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('create' as const), path, content }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('update' as const), which, content }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('rename' as const), which, path }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constantFrom('delete', 'archive', 'unarchive'), which }) },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

type Modelled = {
  id: string;
  path: string | null;
  content: string;
  isArchived: boolean;
  operations: VersionOperation[];
};

function conflicts(memories: Modelled[], wanted: string, except?: Modelled): boolean {
  return memories.some(
    (memory) =>
      memory !== except &&
      memory.path !== null &&
      (memory.path === wanted ||
        ancestorsOf(wanted).includes(memory.path) ||
        ancestorsOf(memory.path).includes(wanted)),
  );
}

/** Runs a write; true when it was refused as a path conflict, exactly as the model expects it. */
async function isRefused(write: Promise<unknown>, expected: boolean): Promise<boolean> {
  const code = await write.then(
    () => null,
    (error: unknown) => (error instanceof AppError ? error.code : Promise.reject(error)),
  );
  expect(code).toBe(expected ? 'path_conflict' : null);
  return expected;
}

async function create(
  memories: Modelled[],
  storeId: string,
  body: { path: string; content: string },
): Promise<void> {
  const write = createMemory(system, storeId, body, 'basic');
  if (await isRefused(write, conflicts(memories, body.path))) return;
  memories.push({ ...body, id: (await write).id, isArchived: false, operations: ['created'] });
}

async function change(
  memory: Modelled,
  memories: Modelled[],
  storeId: string,
  body: { path?: string; content?: string },
): Promise<void> {
  const write = updateMemory(system, { storeId, memoryId: memory.id }, body, 'basic');
  if (await isRefused(write, body.path !== undefined && conflicts(memories, body.path, memory))) return;
  const changed = { path: body.path ?? memory.path, content: body.content ?? memory.content };
  const isSame = changed.path === memory.path && changed.content === memory.content;
  Object.assign(memory, changed, {
    operations: isSame ? memory.operations : [...memory.operations, 'modified'],
  });
}

async function run(step: Command, memories: Modelled[], storeId: string): Promise<void> {
  if (step.act === 'create') return create(memories, storeId, { path: step.path, content: step.content });
  const live = memories.filter((memory) => memory.path !== null);
  const memory = live[step.which % Math.max(live.length, 1)];
  if (!memory) return;
  const target = { storeId, memoryId: memory.id };
  if (step.act === 'update') return change(memory, memories, storeId, { content: step.content });
  if (step.act === 'rename') return change(memory, memories, storeId, { path: step.path });
  if (step.act === 'delete') {
    await deleteMemory(system, target, undefined);
    Object.assign(memory, { path: null, operations: [...memory.operations, 'deleted'] });
    return;
  }
  await (step.act === 'archive' ? archiveMemory : unarchiveMemory)(system, target, {});
  memory.isArchived = step.act === 'archive';
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function childrenOf(paths: string[], folder: string): string[] {
  const below = paths.filter((each) => each.startsWith(folder));
  const children = below.map((each) => {
    const end = each.indexOf('/', folder.length);
    return end === -1 ? each : each.slice(0, end + 1);
  });
  return [...new Set(children)].toSorted(compareBytes);
}

function listPaths(
  actor: Actor,
  storeId: string,
  query: { path_prefix: string; depth: number; limit: number },
) {
  return readAllPages(async (page) => {
    const { data, next_page } = await listMemories(actor, storeId, { ...query, page, view: 'basic' });
    expect(data.length).toBeLessThanOrEqual(query.limit);
    return { data: data.map((item) => item.path), next_page };
  });
}

async function expectListed(
  actor: Actor,
  storeId: string,
  visible: Modelled[],
  limit: number,
): Promise<void> {
  const paths = visible.flatMap((memory) => memory.path ?? []).toSorted(compareBytes);
  const folders = ['/', ...new Set(paths.flatMap(ancestorsOf).map((folder) => `${folder}/`))];
  expect(folders.filter((folder) => paths.includes(folder.slice(0, -1)))).toEqual([]);
  for (const folder of folders) {
    const below = paths.filter((each) => each.startsWith(folder));
    expect(await listPaths(actor, storeId, { path_prefix: folder, depth: 0, limit })).toEqual(below);
    expect(await listPaths(actor, storeId, { path_prefix: folder, depth: 1, limit })).toEqual(
      childrenOf(paths, folder),
    );
  }
}

async function expectVersions(storeId: string, memories: Modelled[], limit: number): Promise<void> {
  const versions = await readAllPages((page) =>
    listVersions(system, storeId, { view: 'basic', limit, page }),
  );
  expect(new Set(versions.map((version) => version.id)).size).toBe(versions.length);
  for (const memory of memories) {
    const own = versions.filter((version) => version.memory_id === memory.id);
    expect(own.map((version) => version.operation).toReversed()).toEqual(memory.operations);
  }
}

test('a store behaves like a list of paths with a history each', { timeout: 120_000 }, async () => {
  const commands = fc.array(command, { minLength: 10, maxLength: 30 });
  const limits = fc.integer({ min: 1, max: 5 });
  await fc.assert(
    fc.asyncProperty(commands, limits, async (steps, limit) => {
      const { id: storeId } = await makeStore(system);
      const memories: Modelled[] = [];
      for (const step of steps) await run(step, memories, storeId);
      await expectListed(system, storeId, memories, limit);
      await expectListed(
        agent,
        storeId,
        memories.filter((memory) => !memory.isArchived),
        limit,
      );
      await expectVersions(storeId, memories, limit);
    }),
    { numRuns: isEmbedded ? 8 : 16 },
  );
});
