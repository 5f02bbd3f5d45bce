import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { importMemories } from '@/lib/memories/import-memories';
import { retrieveMemory } from '@/lib/memories/read';
import { updateMemory } from '@/lib/memories/update-memory';
import { flushReads } from '@/lib/reads/flush-reads';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';

import { retrieveSession } from './read';
import { sessionResource } from './schema';
import { searchSessions } from './search-sessions';

useDatabase();

const include = 'governance';

let system: Actor;
let storeId: string;
let session: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
  session = await makeSession(await makeKey(system, { trustTier: 'trusted' }), { [storeId]: 'read_write' });
  const shrunk = await makeMemory(system, storeId, { content: 'x'.repeat(100) });
  const gone = await makeMemory(system, storeId, { content: 'x'.repeat(50) });
  await updateMemory(session, { storeId, memoryId: shrunk.id }, { content: 'x'.repeat(10) }, 'basic');
  await updateMemory(session, { storeId, memoryId: shrunk.id }, { content: 'x'.repeat(200) }, 'basic');
  await deleteMemory(session, { storeId, memoryId: gone.id }, undefined);
  const actor = { type: 'session_actor' as const, id: session.id };
  const version = { path: '/told.md', content: 'told', actor, trustTier: 'untrusted' as const, agent: null };
  await importMemories(system, (await makeStore(system)).id, [
    { versions: [{ ...version, model: 'model-x', recordedAt: 5n }] },
  ]);
});

describe('governance of a session', () => {
  test('counts what it wrote, by how much texts shrank, and what an import says of it', async () => {
    const found = sessionResource.parse(await retrieveSession(system, session.id, { include }));
    expect(found.governance).toMatchObject({
      trust_tier: 'trusted',
      created_by: { type: 'api_actor' },
      models: ['model-x'],
      writes: { count: 4, memory_count: 3, lost_bytes: 140, imported_count: 1, is_complete: true },
    });
    expect(found.governance?.last_active_at).toBe(found.governance?.writes.last_at);
  });

  test('stands in lists too, and says nothing of a session that did nothing', async () => {
    const idle = await makeSession(system, {});
    const { data } = await searchSessions(system, { limit: 20 }, { include });
    const listed = data.find(({ id }) => id === idle.id);
    expect(listed?.governance?.writes).toMatchObject({ count: 0, lost_bytes: 0, last_at: null });
    expect(listed?.governance?.last_active_at).toBe(listed?.created_at);
    expect(data.find(({ id }) => id === session.id)?.governance?.writes.count).toBe(4);
  });

  test('knows reading as activity', async () => {
    const reader = await makeSession(system, { [storeId]: 'read_only' });
    const memory = await makeMemory(system, storeId);
    await retrieveMemory(reader, { storeId, memoryId: memory.id }, { view: 'full' });
    await flushReads();
    const { governance, created_at: created } = await retrieveSession(system, reader.id, { include });
    expect(Date.parse(governance?.last_active_at ?? '')).toBeGreaterThan(Date.parse(created));
  });

  test('is for people, auditors among them, and operator keys', async () => {
    for (const role of ['viewer', 'auditor'] as const) {
      const member = await makeMember(system, role);
      expect((await retrieveSession(member, session.id, { include })).governance).toBeDefined();
    }
    for (const agent of [session, await makeKey(system, { kind: 'agent' })]) {
      await expect(retrieveSession(agent, session.id, { include })).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect((await retrieveSession(agent, session.id)).governance).toBeUndefined();
    }
  });
});
