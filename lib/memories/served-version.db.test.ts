import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { expectNothingRecorded, footprintOf, quarantineHead } from '@/lib/testing/records';
import { listVersions, retrieveVersion } from '@/lib/versions/read';

import { deleteMemory } from './delete-memory';
import { listMemories, retrieveMemory } from './read';
import { releaseMemory } from './release-memory';
import type { MemoryResource, UpdateMemoryBody } from './schema';
import type { MemoryTarget } from './target';
import { updateMemory } from './update-memory';

useDatabase();

let system: Actor;
let reviewer: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  reviewer = await makeMember(system, 'reviewer');
});

type Scene = { target: MemoryTarget; good: MemoryResource; poisoned: MemoryResource; agents: Actor[] };

/** A memory whose newest version is kept from agents; the two texts differ in size. */
async function makeScene(): Promise<Scene> {
  const { id: storeId } = await makeStore(system);
  const good = await makeMemory(system, storeId, { path: '/note.md', content: 'good' });
  const target = { storeId, memoryId: good.id };
  const poisoned = await updateMemory(system, target, { content: 'poisoned' }, 'full');
  await quarantineHead(system, good.id);
  const agents = [
    await makeKey(system, { kind: 'agent' }),
    await makeSession(system, { [storeId]: 'read_write' }),
  ];
  return { target, good, poisoned, agents };
}

function shown(memory: MemoryResource) {
  const { content, content_sha256, content_size_bytes, memory_version_id } = memory;
  return { content, content_sha256, content_size_bytes, memory_version_id };
}

async function listShown(actor: Actor, { storeId }: MemoryTarget, depth: number) {
  const page = await listMemories(actor, storeId, { path_prefix: '/', depth, view: 'full', limit: 20 });
  return page.data.map((item) => (item.type === 'memory' ? shown(item) : item));
}

async function listVersionIds(actor: Actor, { storeId, memoryId }: MemoryTarget): Promise<string[]> {
  const page = await listVersions(actor, storeId, { memory_id: memoryId, view: 'basic', limit: 20 });
  return page.data.map((version) => version.id);
}

function updateOn(base: MemoryResource, body: UpdateMemoryBody): UpdateMemoryBody {
  return { ...body, precondition: { type: 'content_sha256', content_sha256: base.content_sha256 } };
}

describe('a memory whose head is quarantined', () => {
  test('is the version before it for agents, wherever they look', async () => {
    const { target, good, poisoned, agents } = await makeScene();
    for (const agent of agents) {
      expect(shown(await retrieveMemory(agent, target, { view: 'full' }))).toEqual(shown(good));
      expect(await listShown(agent, target, 0)).toEqual([shown(good)]);
      expect(await listShown(agent, target, 1)).toEqual([shown(good)]);
      expect(await listVersionIds(agent, target)).toEqual([good.memory_version_id]);
      await expect(
        retrieveVersion(agent, target.storeId, poisoned.memory_version_id, { view: 'full' }),
      ).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('is its head for people, who see what agents are served', async () => {
    const { target, good, poisoned } = await makeScene();
    const seen = await retrieveMemory(reviewer, target, { view: 'full', include: 'governance' });
    expect(shown(seen)).toEqual(shown(poisoned));
    expect(seen.governance).toMatchObject({
      withheld: [],
      head_version_id: poisoned.memory_version_id,
      served_version_id: good.memory_version_id,
    });
    expect(await listShown(reviewer, target, 0)).toEqual([shown(poisoned)]);
    expect(await listVersionIds(reviewer, target)).toEqual([
      poisoned.memory_version_id,
      good.memory_version_id,
    ]);
  });

  test('judges the preconditions of agents against what they are served', async () => {
    const { target, good, poisoned, agents } = await makeScene();
    for (const agent of agents) {
      await expectNothingRecorded(system, target.memoryId, async () => {
        const stale = updateMemory(agent, target, updateOn(poisoned, { content: 'new' }), 'basic');
        await expect(stale).rejects.toMatchObject({ code: 'precondition_failed' });
        const deleted = deleteMemory(agent, target, poisoned.content_sha256);
        await expect(deleted).rejects.toMatchObject({ code: 'precondition_failed' });
        const same = await updateMemory(agent, target, { content: 'good' }, 'full');
        expect(shown(same)).toEqual(shown(good));
      });
    }
  });

  test('judges the preconditions of people against the head', async () => {
    const { target, good, poisoned } = await makeScene();
    await expectNothingRecorded(system, target.memoryId, async () => {
      const stale = updateMemory(reviewer, target, updateOn(good, { content: 'new' }), 'basic');
      await expect(stale).rejects.toMatchObject({ code: 'precondition_failed' });
      const same = await updateMemory(reviewer, target, { content: 'poisoned' }, 'full');
      expect(shown(same)).toEqual(shown(poisoned));
    });
  });

  test.each(['agent', 'person'])('is served again with a new text of an %s', async (who) => {
    const { target, good, poisoned, agents } = await makeScene();
    const [agent = reviewer] = agents;
    const [writer, base] = who === 'agent' ? [agent, good] : [reviewer, poisoned];
    const written = await updateMemory(writer, target, updateOn(base, { content: 'better' }), 'full');
    expect(shown(await retrieveMemory(agent, target, { view: 'full' }))).toEqual(shown(written));
    const { memory } = await footprintOf(system, target.memoryId);
    expect(memory).toMatchObject({
      versionNumber: 3,
      quarantinedAt: null,
      servedVersionId: memory.headVersionId,
    });
  });

  test('takes the served text along when an agent moves it', async () => {
    const { target, good, agents } = await makeScene();
    const [agent = reviewer] = agents;
    const moved = await updateMemory(agent, target, updateOn(good, { path: '/moved.md' }), 'full');
    expect(moved).toMatchObject({ path: '/moved.md', content: 'good', content_sha256: good.content_sha256 });
    expect(await retrieveMemory(reviewer, target, { view: 'full' })).toEqual(moved);
  });

  test('stays quarantined when a person only moves it', async () => {
    const { target, good, agents } = await makeScene();
    const moved = await updateMemory(reviewer, target, { path: '/moved.md' }, 'full');
    expect(moved).toMatchObject({ path: '/moved.md', content: 'poisoned' });
    for (const agent of agents) {
      const seen = await retrieveMemory(agent, target, { view: 'full' });
      expect(seen).toMatchObject({ path: '/moved.md', ...shown(good) });
    }
    const { memory } = await footprintOf(system, target.memoryId);
    expect(memory).toMatchObject({ versionNumber: 3, servedVersionId: good.memory_version_id });
    expect(memory.quarantinedAt).not.toBeNull();
  });

  test('keeps the quarantined text from agents when it is deleted', async () => {
    const { target, good, poisoned, agents } = await makeScene();
    await deleteMemory(reviewer, target, undefined);
    for (const agent of agents) {
      expect(await listVersionIds(agent, target)).toEqual([good.memory_version_id]);
      await expect(
        retrieveVersion(agent, target.storeId, poisoned.memory_version_id, { view: 'full' }),
      ).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(await listVersionIds(reviewer, target)).toHaveLength(3);
  });

  test('is its head for everybody once it is released', async () => {
    const { target, poisoned, agents } = await makeScene();
    await releaseMemory(reviewer, target, { reasons: ['quarantined'] });
    for (const agent of agents) {
      expect(shown(await retrieveMemory(agent, target, { view: 'full' }))).toEqual(shown(poisoned));
      expect(await listVersionIds(agent, target)).toHaveLength(2);
    }
  });
});

test('a memory whose only version is quarantined is withheld', async () => {
  const { id: storeId } = await makeStore(system);
  const memory = await makeMemory(system, storeId);
  const target = { storeId, memoryId: memory.id };
  await quarantineHead(system, memory.id);
  const agent = await makeKey(system, { kind: 'agent' });
  await expect(retrieveMemory(agent, target, { view: 'full' })).rejects.toMatchObject({ code: 'not_found' });
  const seen = await retrieveMemory(reviewer, target, { view: 'basic', include: 'governance' });
  expect(seen.governance).toMatchObject({ withheld: ['quarantined'], served_version_id: null });
});
