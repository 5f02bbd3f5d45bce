import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteMemory } from '@/lib/memories/delete-memory';
import type { MemoryResource } from '@/lib/memories/schema';
import { updateMemory } from '@/lib/memories/update-memory';
import { deleteStore } from '@/lib/stores/delete-store';
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

import { listSessionWrites } from './list-session-writes';
import { listSessionWritesOperation } from './session-write';

useDatabase();

let system: Actor;
let session: Actor;
let other: Actor;
let changed: MemoryResource;
let kept: MemoryResource;
let removed: MemoryResource;

const at = ({ memory_store_id: storeId, id: memoryId }: MemoryResource) => ({ storeId, memoryId });

/** One session writes four versions in two stores; another one changes, deletes and leaves alone what it wrote. */
beforeAll(async () => {
  ({ system } = await makeWorkspace());
  const [first, second] = [await makeStore(system), await makeStore(system)];
  const access = { [first.id]: 'read_write', [second.id]: 'read_write' } as const;
  session = await makeSession(system, access);
  other = await makeSession(system, access);
  changed = await makeMemory(system, first.id, { content: 'before it' });
  await updateMemory(session, at(changed), { content: 'by it' }, 'basic');
  kept = await makeMemory(session, second.id);
  removed = await makeMemory(session, first.id);
  await updateMemory(session, at(removed), { content: 'again' }, 'basic');
  await updateMemory(other, at(changed), { content: 'after it' }, 'basic');
  await deleteMemory(other, at(removed), undefined);
});

const list = (actor: Actor) =>
  readAllPages((page) => listSessionWrites(actor, session.id, { limit: 2, page }));

describe('listSessionWrites', () => {
  test('gives every write once, in order and across stores, with what became of each memory', async () => {
    const writes = await list(system);
    expect(writes.map((write) => write.memory_version.memory_id)).toEqual([
      changed.id,
      kept.id,
      removed.id,
      removed.id,
    ]);
    expect(writes.map((write) => write.memory.state)).toEqual(['changed', 'head', 'deleted', 'deleted']);
    const [first, second, third, fourth] = writes;
    const byOther = { type: 'session_actor', session_id: other.id };
    expect(first).toMatchObject({
      memory_version: { path: changed.path, content: null, governance: { prior_knowledge: 'not_read' } },
      previous: { memory_version_id: changed.memory_version_id, content_size_bytes: 9 },
      memory: { path: changed.path, head: { number: 3, operation: 'modified', created_by: byOther } },
    });
    expect(second).toMatchObject({
      previous: null,
      memory: { head: { memory_version_id: kept.memory_version_id } },
    });
    expect(fourth?.previous?.memory_version_id).toBe(third?.memory_version.id);
    expect(fourth?.memory).toMatchObject({
      path: removed.path,
      head: { operation: 'deleted', created_by: byOther },
    });
    expect(() => listSessionWritesOperation.response.parse({ data: writes, next_page: null })).not.toThrow();
  });

  test('shows auditors that something was written, and neither where nor a hash', async () => {
    const [write] = await list(await makeMember(system, 'auditor'));
    expect(write).toMatchObject({
      memory_version: { path: null, content_sha256: null, content_size_bytes: 5 },
      memory: { state: 'changed', path: null, head: { content_sha256: null } },
    });
    const [seen] = await list(await makeMember(system, 'viewer'));
    expect(seen?.memory_version).toMatchObject({ path: changed.path });
  });

  test('is no agent’s, and unknown to another workspace', async () => {
    const memoriesOnly = await makeKey(system, { scopes: ['memories:read'] });
    for (const actor of [session, await makeKey(system, { kind: 'agent' }), memoriesOnly]) {
      await expect(list(actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const stranger = (await makeWorkspace()).system;
    await expect(list(stranger)).rejects.toMatchObject({
      code: 'not_found',
      message: `session not found: ${session.id}`,
    });
  });

  test('keeps the record of what was redacted, and nothing of a deleted store', async () => {
    const store = await makeStore(system);
    const writer = await makeSession(system, { [store.id]: 'read_write' });
    const memory = await makeMemory(writer, store.id);
    await updateMemory(writer, at(memory), { content: 'newer' }, 'basic');
    await redactVersion(system, store.id, memory.memory_version_id);
    const written = () => listSessionWrites(system, writer.id, { limit: 20 });
    const [redacted, newer] = (await written()).data;
    expect(redacted?.memory_version).toMatchObject({ path: null, redacted_at: expect.any(String) as string });
    expect(newer).toMatchObject({ previous: { content_size_bytes: null }, memory: { state: 'head' } });
    await deleteStore(system, store.id);
    expect((await written()).data).toEqual([]);
  });
});
