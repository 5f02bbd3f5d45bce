import { createHash } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { archiveStore } from '@/lib/stores/archive-store';
import { retrieveStore } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import {
  auditOf,
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { footprintOf, trailOf } from '@/lib/testing/records';

import { createMemory } from './create-memory';
import { deleteMemory } from './delete-memory';
import { listMemories, retrieveMemory } from './read';
import { maxContentBytes } from './content-size';

useDatabase();

let system: Actor;
let agent: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
});

const x = { path: '/x', content: '' };

async function countOf(store: string): Promise<number | undefined> {
  return (await retrieveStore(system, store, true)).governance?.memory_count;
}

async function pathsOf(store: string): Promise<string[]> {
  const page = await listMemories(system, store, { path_prefix: '/', depth: 0, view: 'basic', limit: 100 });
  return page.data.map((item) => item.path);
}

describe('createMemory', () => {
  test('creates the memory with its first version and exactly one audit entry', async () => {
    const memory = await createMemory(agent, storeId, { path: '/a/b.md', content: 'naïve ✓' }, 'full');
    const { created_at, updated_at, ...rest } = memory;
    expect(updated_at).toBe(created_at);
    expect(rest).toEqual({
      id: memory.id,
      type: 'memory',
      memory_store_id: storeId,
      path: '/a/b.md',
      content: 'naïve ✓',
      content_sha256: createHash('sha256').update('naïve ✓').digest('hex'),
      content_size_bytes: 10,
      memory_version_id: memory.memory_version_id,
    });
    expect(await retrieveMemory(agent, { storeId, memoryId: memory.id }, { view: 'full' })).toEqual(memory);
    expect(await trailOf(system, memory.id)).toEqual([
      {
        type: 'audit_entry',
        action: 'memory.created',
        actor: { type: 'api_actor', api_key_id: agent.id },
        target: { type: 'memory', id: memory.id },
        memory_store_id: storeId,
        parent_id: null,
        reason_id: null,
        request_id: 'req_test',
        details: { memory_version_id: memory.memory_version_id, content_size_bytes: 10 },
      },
    ]);
  });

  test('numbers the first version 1 and says who wrote it', async () => {
    const session = await makeSession(system, { [storeId]: 'read_write' });
    const { id } = await makeMemory(session, storeId);
    const { versions } = await footprintOf(system, id);
    expect(versions).toMatchObject([
      {
        number: 1,
        operation: 'created',
        actorType: 'session_actor',
        actorId: session.id,
        trustTier: 'trusted',
      },
    ]);
  });

  test('returns no content in the basic view', async () => {
    const memory = await createMemory(agent, storeId, { path: '/basic', content: 'text' }, 'basic');
    expect(memory).toMatchObject({ content: null, content_size_bytes: 4 });
  });

  test('is forbidden to a viewer', async () => {
    const viewer = await makeMember(system, 'viewer');
    await expect(createMemory(viewer, storeId, x, 'basic')).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is forbidden to a session that is attached read-only, and hides other stores from it', async () => {
    const other = await makeStore(system);
    const session = await makeSession(system, { [storeId]: 'read_only' });
    await expect(createMemory(session, storeId, x, 'basic')).rejects.toMatchObject({
      code: 'forbidden',
      message: `memory store ${storeId} is attached to this session as read_only`,
    });
    await expect(createMemory(session, other.id, x, 'basic')).rejects.toMatchObject({
      code: 'not_found',
      message: `memory store not found: ${other.id}`,
    });
  });

  test("does not find another workspace's store, in the same words as one that does not exist", async () => {
    const other = await makeWorkspace();
    for (const id of [storeId, 'memstore_01none']) {
      await expect(createMemory(other.system, id, x, 'basic')).rejects.toMatchObject({
        code: 'not_found',
        message: `memory store not found: ${id}`,
      });
    }
  });

  test('is refused in an archived store, even where the path is taken', async () => {
    const store = await makeStore(system);
    await makeMemory(system, store.id, x);
    await archiveStore(system, store.id);
    await expect(createMemory(agent, store.id, x, 'basic')).rejects.toMatchObject({
      code: 'invalid_request',
      message: `cannot modify archived resource: memory store ${store.id}`,
    });
  });

  test.each([
    ['/taken/file.md', /^path `\/taken\/file\.md` is already used by `mem_\w+`; use update to modify it$/],
    ['/taken', /^path `\/taken` conflicts with `\/taken\/file\.md` of `mem_\w+`/],
    [
      '/taken/file.md/below',
      /^path `\/taken\/file\.md\/below` conflicts with `\/taken\/file\.md` of `mem_\w+`/,
    ],
    ['/taken/file.md/far/below', /conflicts with `\/taken\/file\.md`/],
  ])('refuses %s beside /taken/file.md and records nothing', async (path, message) => {
    const store = await makeStore(system);
    const taken = await makeMemory(system, store.id, { path: '/taken/file.md' });
    const trail = await auditOf(system, taken.id);
    await expect(createMemory(agent, store.id, { path, content: '' }, 'basic')).rejects.toMatchObject({
      code: 'path_conflict',
      message: expect.stringMatching(message) as string,
      details: { conflictingPath: '/taken/file.md', conflictingMemoryId: taken.id },
    });
    expect(await pathsOf(store.id)).toEqual(['/taken/file.md']);
    expect(await countOf(store.id)).toBe(1);
    expect(await auditOf(system, taken.id)).toEqual(trail);
  });

  test('accepts neighbours that only look like a conflict', async () => {
    const store = await makeStore(system);
    const paths = ['/a-b', '/a.md', '/a/b', '/a0', '/A/b', '/ab/c', '/a/bc'];
    for (const path of paths) await makeMemory(agent, store.id, { path });
    expect(await pathsOf(store.id)).toEqual(
      paths.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
    expect(await countOf(store.id)).toBe(paths.length);
  });

  test('gives the path of a deleted memory to a new one', async () => {
    const first = await makeMemory(agent, storeId, { path: '/again' });
    await deleteMemory(agent, { storeId, memoryId: first.id }, undefined);
    const second = await makeMemory(agent, storeId, { path: '/again' });
    expect(second.id).not.toBe(first.id);
    const below = await makeMemory(agent, storeId, { path: '/gone/below' });
    await deleteMemory(agent, { storeId, memoryId: below.id }, undefined);
    await expect(makeMemory(agent, storeId, { path: '/gone' })).resolves.toMatchObject({ path: '/gone' });
  });

  test.each([
    ['nothing', '', 0],
    ['U+0000', 'a\0b', 3],
    ['a byte order mark', '\uFEFFtext', 7],
    ['102,400 bytes', 'é'.repeat(maxContentBytes / 2), maxContentBytes],
  ])('keeps content of %s as it is', async (name, content, size) => {
    const { id } = await createMemory(agent, storeId, { path: `/kept/${name}`, content }, 'basic');
    const kept = await retrieveMemory(agent, { storeId, memoryId: id }, { view: 'full' });
    expect(kept).toMatchObject({ content_size_bytes: size });
    expect(kept.content === content).toBe(true);
  });
});
