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
import { expectNothingRecorded } from '@/lib/testing/records';
import { listVersions, retrieveVersion } from '@/lib/versions/read';

import { archiveMemory } from './archive-memory';
import { createMemory } from './create-memory';
import { deleteMemory } from './delete-memory';
import { lockMemory } from './lock-memory';
import { listMemories, retrieveMemory } from './read';
import { releaseMemory } from './release-memory';
import type { MemoryResource } from './schema';
import { unarchiveMemory } from './unarchive-memory';
import { unlockMemory } from './unlock-memory';
import { updateMemory } from './update-memory';
import { withholdMemory } from './withhold-memory';

useDatabase();

let system: Actor;
let reviewer: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  reviewer = await makeMember(system, 'reviewer');
});

function targetOf(memory: MemoryResource) {
  return { storeId: memory.memory_store_id, memoryId: memory.id };
}

async function pathsOf(actor: Actor, storeId: string, depth: number, prefix = '/'): Promise<string[]> {
  const page = await listMemories(actor, storeId, { path_prefix: prefix, depth, view: 'basic', limit: 100 });
  return page.data.map((item) => item.path);
}

/** A store with one memory that people see and agents do not, beside one that everybody sees. */
async function makeScene(hide: (memory: MemoryResource) => Promise<unknown>) {
  const { id: storeId } = await makeStore(system);
  const open = await makeMemory(system, storeId, { path: '/open.md' });
  const hidden = await makeMemory(system, storeId, { path: '/folder/hidden.md', content: 'v1' });
  await updateMemory(system, targetOf(hidden), { content: 'v2' }, 'basic');
  await hide(hidden);
  const agents = [
    await makeKey(system, { kind: 'agent' }),
    await makeSession(system, { [storeId]: 'read_write' }),
  ];
  return { storeId, open, hidden, agents };
}

const ways = [
  {
    name: 'archived',
    hide: (memory: MemoryResource) => archiveMemory(system, targetOf(memory), {}),
    show: (memory: MemoryResource) => unarchiveMemory(system, targetOf(memory), {}),
  },
  ...(['restricted', 'quarantined'] as const).map((reason) => ({
    name: reason,
    hide: (memory: MemoryResource) => withholdMemory(system, targetOf(memory), { reasons: [reason] }),
    show: (memory: MemoryResource) => releaseMemory(system, targetOf(memory), { reasons: [reason] }),
  })),
];

describe.each(ways)('a memory that is $name', ({ name, hide, show }) => {
  test('does not exist for agents, to read or to write', async () => {
    const { hidden, agents } = await makeScene(hide);
    const refusal = { code: 'not_found', message: `memory \`${hidden.id}\` not found` };
    await expectNothingRecorded(system, hidden.id, async () => {
      for (const agent of agents) {
        await expect(retrieveMemory(agent, targetOf(hidden), { view: 'full' })).rejects.toMatchObject(
          refusal,
        );
        await expect(updateMemory(agent, targetOf(hidden), { content: 'v2' }, 'full')).rejects.toMatchObject(
          refusal,
        );
        await expect(deleteMemory(agent, targetOf(hidden), undefined)).rejects.toMatchObject(refusal);
      }
    });
  });

  test('is absent from the lists of agents, and so is a folder that holds nothing else', async () => {
    const { storeId, agents } = await makeScene(hide);
    for (const agent of agents) {
      expect(await pathsOf(agent, storeId, 0)).toEqual(['/open.md']);
      expect(await pathsOf(agent, storeId, 1)).toEqual(['/open.md']);
      expect(await pathsOf(agent, storeId, 1, '/folder/')).toEqual([]);
    }
  });

  test('has no history for agents', async () => {
    const { storeId, open, hidden, agents } = await makeScene(hide);
    for (const agent of agents) {
      const all = await listVersions(agent, storeId, { view: 'full', limit: 20 });
      expect(all.data.map((version) => version.memory_id)).toEqual([open.id]);
      const own = await listVersions(agent, storeId, { memory_id: hidden.id, view: 'basic', limit: 20 });
      expect(own).toEqual({ data: [], next_page: null });
      await expect(
        retrieveVersion(agent, storeId, hidden.memory_version_id, { view: 'full' }),
      ).rejects.toMatchObject({
        code: 'not_found',
        message: `memory version \`${hidden.memory_version_id}\` not found`,
      });
    }
  });

  test('keeps its path, without telling an agent whose it is', async () => {
    const { storeId, open, hidden, agents } = await makeScene(hide);
    for (const path of ['/folder/hidden.md', '/folder', '/folder/hidden.md/below']) {
      const refusal = {
        code: 'path_conflict',
        message: `path \`${path}\` is already used by \`\`; use update to modify it`,
        details: { conflictingMemoryId: '', conflictingPath: path },
      };
      for (const agent of agents) {
        await expect(createMemory(agent, storeId, { path, content: '' }, 'basic')).rejects.toMatchObject(
          refusal,
        );
        await expect(updateMemory(agent, targetOf(open), { path }, 'basic')).rejects.toMatchObject(refusal);
      }
    }
    await expect(
      createMemory(reviewer, storeId, { path: hidden.path, content: '' }, 'basic'),
    ).rejects.toMatchObject({ details: { conflictingMemoryId: hidden.id } });
  });

  test('is there for people, with the reason', async () => {
    const { storeId, hidden } = await makeScene(hide);
    const seen = await retrieveMemory(reviewer, targetOf(hidden), { view: 'full', include: 'governance' });
    expect(seen).toMatchObject({ content: 'v2', governance: { withheld: [name], version_count: 2 } });
    expect(await pathsOf(reviewer, storeId, 0)).toEqual(['/folder/hidden.md', '/open.md']);
    expect(await pathsOf(reviewer, storeId, 1)).toEqual(['/folder/', '/open.md']);
    const versions = await listVersions(reviewer, storeId, {
      memory_id: hidden.id,
      view: 'basic',
      limit: 20,
    });
    expect(versions.data).toHaveLength(2);
  });

  test('comes back for agents when it is let go', async () => {
    const { storeId, hidden, agents } = await makeScene(hide);
    await show(hidden);
    for (const agent of agents) {
      await expect(retrieveMemory(agent, targetOf(hidden), { view: 'full' })).resolves.toMatchObject({
        content: 'v2',
      });
      expect(await pathsOf(agent, storeId, 1)).toEqual(['/folder/', '/open.md']);
    }
  });

  test('keeps its versions to people when it is deleted', async () => {
    const { storeId, hidden, agents } = await makeScene(hide);
    await deleteMemory(reviewer, targetOf(hidden), undefined);
    for (const agent of agents) {
      const page = await listVersions(agent, storeId, { memory_id: hidden.id, view: 'basic', limit: 20 });
      expect(page.data).toEqual([]);
    }
  });
});

describe('a memory that is locked', () => {
  async function makeLocked() {
    const { id: storeId } = await makeStore(system);
    const memory = await makeMemory(system, storeId, { content: 'fixed' });
    await lockMemory(reviewer, targetOf(memory), {});
    return { memory, agent: await makeKey(system, { kind: 'agent' }) };
  }

  test('is read by agents and not changed', async () => {
    const { memory, agent } = await makeLocked();
    const refusal = {
      code: 'forbidden',
      message: `memory \`${memory.id}\` is locked: agents may read it but not change it`,
    };
    await expectNothingRecorded(system, memory.id, async () => {
      await expect(updateMemory(agent, targetOf(memory), { content: 'new' }, 'full')).rejects.toMatchObject(
        refusal,
      );
      await expect(updateMemory(agent, targetOf(memory), { path: '/new' }, 'full')).rejects.toMatchObject(
        refusal,
      );
      await expect(deleteMemory(agent, targetOf(memory), undefined)).rejects.toMatchObject(refusal);
    });
    await expect(retrieveMemory(agent, targetOf(memory), { view: 'full' })).resolves.toMatchObject({
      content: 'fixed',
    });
  });

  test('is changed by people, and by agents once it is unlocked', async () => {
    const { memory, agent } = await makeLocked();
    await expect(
      updateMemory(reviewer, targetOf(memory), { content: 'mine' }, 'full'),
    ).resolves.toMatchObject({ content: 'mine' });
    await unlockMemory(reviewer, targetOf(memory), {});
    await expect(updateMemory(agent, targetOf(memory), { content: 'ours' }, 'full')).resolves.toMatchObject({
      content: 'ours',
    });
    await lockMemory(reviewer, targetOf(memory), {});
    await expect(deleteMemory(reviewer, targetOf(memory), undefined)).resolves.toMatchObject({
      type: 'memory_deleted',
    });
  });
});
