import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { createMemory } from './create-memory';

useDatabase();

let system: Actor;
let agent: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
});

describe('createMemory', () => {
  test('creates the memory with its first version and exactly one audit entry', async () => {
    const memory = await createMemory(agent, storeId, { path: '/a/b.md', content: 'naïve ✓' }, 'full');
    expect(memory).toMatchObject({ path: '/a/b.md', content: 'naïve ✓', content_size_bytes: 10 });
    expect(await auditOf(system, memory.id)).toMatchObject([
      {
        action: 'memory.created',
        actor: { type: 'api_actor', api_key_id: agent.id },
        target: { type: 'memory', id: memory.id },
        memory_store_id: storeId,
        details: { memory_version_id: memory.memory_version_id, content_size_bytes: 10 },
        request_id: 'req_test',
      },
    ]);
  });

  test('is forbidden to a viewer', async () => {
    const viewer = await makeMember(system, 'viewer');
    await expect(createMemory(viewer, storeId, { path: '/x', content: '' }, 'basic')).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test("does not find another workspace's store", async () => {
    const other = await makeWorkspace();
    await expect(createMemory(other.system, storeId, { path: '/x', content: '' }, 'basic')).rejects.toMatchObject({
      code: 'not_found',
      message: `memory store not found: ${storeId}`,
    });
  });

  test.each(['/taken/file.md', '/taken', '/taken/file.md/below'])('refuses %s beside /taken/file.md', async (path) => {
    const store = await makeStore(system);
    await makeMemory(system, store.id, { path: '/taken/file.md' });
    await expect(createMemory(agent, store.id, { path, content: '' }, 'basic')).rejects.toMatchObject({
      code: 'path_conflict',
    });
  });
});
