import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { readWorkspace, withWorkspace } from '@/lib/db/workspace';
import { listMemories, retrieveMemory } from '@/lib/memories/read';
import type { MemoryResource } from '@/lib/memories/schema';
import { updateMemory } from '@/lib/memories/update-memory';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { listVersions, retrieveVersion } from '@/lib/versions/read';

import { listReadsOfSession } from './read';
import { flushReads } from './flush-reads';
import { recordReads } from './record-reads';
import type { ReadKind } from './schema';

useDatabase();

let system: Actor;
let storeId: string;
let session: Actor;

const list = { path_prefix: '/', depth: 0, limit: 20 };
const governance = { view: 'basic' as const, include: 'governance' as const };

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
  session = await makeSession(system, { [storeId]: 'read_write' });
});

function targetOf(memory: MemoryResource) {
  return { storeId, memoryId: memory.id };
}

async function knowledgeOf(versionId: string): Promise<string | null | undefined> {
  return (await retrieveVersion(system, storeId, versionId, governance)).governance?.prior_knowledge;
}

describe('what a session knew before it wrote', () => {
  const ways: [string, (memory: MemoryResource) => Promise<unknown>][] = [
    ['not_read', () => Promise.resolve()],
    ['not_read', () => listMemories(session, storeId, { ...list, view: 'basic' })],
    ['read', (memory) => retrieveMemory(session, targetOf(memory), { view: 'full' })],
    ['read', (memory) => retrieveVersion(session, storeId, memory.memory_version_id, { view: 'full' })],
    [
      'delivered',
      (memory) =>
        listMemories(session, storeId, { ...list, path_prefix: `${folderOf(memory)}/`, view: 'full' }),
    ],
    [
      'delivered',
      (memory) => listVersions(session, storeId, { memory_id: memory.id, limit: 20, view: 'full' }),
    ],
  ];

  function folderOf(memory: MemoryResource): string {
    return memory.path.slice(0, memory.path.lastIndexOf('/'));
  }

  test.each(ways.map(([expected, learn], index) => ({ expected, learn, index })))(
    'is $expected (way $index)',
    async ({ expected, learn, index }) => {
      const memory = await makeMemory(system, storeId, { path: `/way-${index}/note` });
      await learn(memory);
      const { memory_version_id } = await updateMemory(
        session,
        targetOf(memory),
        { content: 'mine' },
        'basic',
      );
      expect(await knowledgeOf(memory_version_id)).toBe(expected);
      const page = await listVersions(system, storeId, { ...governance, memory_id: memory.id, limit: 20 });
      expect(page.data.map((version) => version.governance?.prior_knowledge)).toEqual([expected, null]);
    },
  );

  test('is `written` when it had only written it itself', async () => {
    const memory = await makeMemory(session, storeId);
    const { memory_version_id } = await updateMemory(
      session,
      targetOf(memory),
      { content: 'again' },
      'basic',
    );
    expect(await knowledgeOf(memory_version_id)).toBe('written');
    expect(await knowledgeOf(memory.memory_version_id)).toBeNull();
  });

  test('is not changed by what it reads afterwards, nor by what others read', async () => {
    const memory = await makeMemory(system, storeId);
    const other = await makeSession(system, { [storeId]: 'read_only' });
    await retrieveMemory(other, targetOf(memory), { view: 'full' });
    const { memory_version_id } = await updateMemory(
      session,
      targetOf(memory),
      { content: 'blind' },
      'basic',
    );
    await retrieveMemory(session, targetOf(memory), { view: 'full' });
    expect(await knowledgeOf(memory_version_id)).toBe('not_read');
  });

  test('is said of sessions only', async () => {
    for (const writer of [await makeKey(system, { kind: 'agent' }), await makeMember(system, 'reviewer')]) {
      const memory = await makeMemory(system, storeId);
      const { memory_version_id } = await updateMemory(
        writer,
        targetOf(memory),
        { content: 'by others' },
        'basic',
      );
      expect(await knowledgeOf(memory_version_id)).toBeNull();
    }
  });
});

describe('the reads of the last seven days', () => {
  const dayUs = 86_400_000_000n;

  async function now(): Promise<bigint> {
    const [row] = await withWorkspace(
      system,
      (tx) => tx.$queryRaw<{ now: bigint }[]>`SELECT now_us() AS now`,
    );
    return row?.now ?? 0n;
  }

  test('are summed up for each memory, read and delivered apart', async () => {
    const store = await makeStore(system);
    const memory = await makeMemory(system, store.id, { path: '/read' });
    await makeMemory(system, store.id, { path: '/unread' });
    const agent = await makeKey(system, { kind: 'agent' });
    const target = { storeId: store.id, memoryId: memory.id };
    for (let count = 0; count < 3; count += 1) await retrieveMemory(agent, target, { view: 'full' });
    await listMemories(agent, store.id, { ...list, view: 'full' });
    const page = await listMemories(system, store.id, { ...list, ...governance });
    expect(page.data.map((item) => (item.type === 'memory' ? item.governance?.reads : null))).toEqual([
      { read_count_7d: 3, delivered_count_7d: 1 },
      { read_count_7d: 0, delivered_count_7d: 1 },
    ]);
    const one = await retrieveMemory(system, target, governance);
    expect(one.governance?.reads).toEqual({ read_count_7d: 3, delivered_count_7d: 1 });
  });

  test('leave out what is older', async () => {
    const memory = await makeMemory(system, storeId);
    const agent = await makeKey(system, { kind: 'agent' });
    const seen = [{ memoryId: memory.id, memoryVersionId: memory.memory_version_id }];
    const today = await now();
    for (const days of [1n, 6n, 8n, 30n]) recordReads(agent, seen, 'read', today - days * dayUs);
    const { governance: state } = await retrieveMemory(system, targetOf(memory), governance);
    expect(state?.reads).toEqual({ read_count_7d: 2, delivered_count_7d: 0 });
  });
});

test('listReadsOfSession lists what a session was shown, in the order in which it first saw it', async () => {
  const memory = await makeMemory(system, storeId);
  const reader = await makeSession(system, { [storeId]: 'read_only' });
  const seen = [{ memoryId: memory.id, memoryVersionId: memory.memory_version_id }];
  recordReads(reader, seen, 'read', 2_000_000n);
  recordReads(reader, seen, 'delivered', 1_000_000n);
  recordReads(reader, seen, 'read', 3_000_000n);
  await flushReads();
  const expected = [
    { kind: 'delivered', count: 1, first_at: formatInstant(1_000_000n), last_at: formatInstant(1_000_000n) },
    { kind: 'read', count: 2, first_at: formatInstant(2_000_000n), last_at: formatInstant(3_000_000n) },
  ].map((read) => ({
    type: 'memory_read',
    memory_id: memory.id,
    memory_version_id: memory.memory_version_id,
    memory_store_id: memory.memory_store_id,
    memory_path: memory.path,
    head_version_id: memory.memory_version_id,
    ...read,
  }));
  const listReads = (skip: number, kind?: ReadKind) =>
    readWorkspace(system, (query) =>
      listReadsOfSession(query, {
        workspaceId: system.workspaceId,
        sessionId: reader.id,
        kind,
        skip,
        take: 20,
      }),
    );
  expect(await listReads(0)).toEqual(expected);
  expect(await listReads(1)).toEqual(expected.slice(1));
  expect(await listReads(0, 'read')).toEqual(expected.slice(1));
});
