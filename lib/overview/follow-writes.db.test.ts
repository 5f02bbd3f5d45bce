import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { importMemories } from '@/lib/memories/import-memories';
import { restoreVersion } from '@/lib/memories/restore-version';
import { retrieveMemory } from '@/lib/memories/read';
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
import { redactVersion } from '@/lib/versions/redact-version';

import { followWrites } from './follow-writes';
import { listDestructiveChanges, retrieveOverview } from './read';
import { destructiveChange } from './schema';
import type { ChangesQuery, DestructiveChange } from './schema';

useDatabase();

let system: Actor;
let storeId: string;
let session: Actor;

const note = Array.from(
  { length: 40 },
  (_, line) => `- ${line}: a careful sentence about topic ${line * 7}\n`,
).join('');

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  storeId = (await makeStore(system)).id;
  session = await makeSession(system, { [storeId]: 'read_write' });
});

const targetOf = (memory: MemoryResource) => ({ storeId: memory.memory_store_id, memoryId: memory.id });

function overwrite(actor: Actor, memory: MemoryResource, content: string) {
  return updateMemory(actor, targetOf(memory), { content }, 'basic');
}

async function listChanges(query: Partial<ChangesQuery> = {}, actor = system): Promise<DestructiveChange[]> {
  await followWrites(actor.workspaceId);
  const usual = { limit: 100, state: 'open', min_share: 0.4, within_days: 7 } as const;
  return (await listDestructiveChanges(actor, { ...usual, ...query })).data;
}

async function findChange(memory: MemoryResource, query: Partial<ChangesQuery> = {}) {
  return (await listChanges(query)).find((change) => change.memory_id === memory.id);
}

describe('a destructive change', () => {
  test('is a version that took much of a text away, with who wrote it and what they knew', async () => {
    const memory = await makeMemory(system, storeId, { content: note });
    const written = await overwrite(session, memory, 'I found no notes about this.\n');
    const change = await findChange(memory);
    expect(destructiveChange.parse(change)).toMatchObject({
      memory_version_id: written.memory_version_id,
      previous_version_id: memory.memory_version_id,
      memory_store_id: storeId,
      operation: 'modified',
      path: memory.path,
      size_before_bytes: note.length,
      size_after_bytes: 29,
      created_by: { type: 'session_actor', session_id: session.id },
      prior_knowledge: 'not_read',
      settled_at: null,
    });
    expect(change?.lost_share).toBeGreaterThan(0.9);
    expect(change?.lost_bytes).toBeGreaterThan(1500);
  });

  test('is one too where another text of the same size was put there', async () => {
    const memory = await makeMemory(system, storeId, { content: note });
    await overwrite(session, memory, 'z'.repeat(note.length));
    expect(await findChange(memory)).toMatchObject({ lost_share: 1, size_after_bytes: note.length });
  });

  test.each([
    ['an edit', `${note.replaceAll('careful', 'cautious')}`],
    ['an addition', `${note}And one more.\n`],
    ['another order', note.split('\n').toReversed().join('\n')],
  ])('is not %s', async (_, content) => {
    const memory = await makeMemory(system, storeId, { content: note });
    await overwrite(session, memory, content);
    expect(await findChange(memory)).toBeUndefined();
  });

  test('is not what happens to a remark', async () => {
    const memory = await makeMemory(system, storeId, { content: 'Order 7: shipped.' });
    await overwrite(session, memory, 'Nothing is open.');
    expect(await findChange(memory)).toBeUndefined();
  });

  test('is every deletion', async () => {
    const memory = await makeMemory(system, storeId, { content: 'short' });
    await deleteMemory(session, targetOf(memory), undefined);
    expect(await findChange(memory, { operation: 'deleted' })).toMatchObject({
      operation: 'deleted',
      path: memory.path,
      lost_share: 1,
      lost_bytes: 5,
      size_after_bytes: null,
    });
    expect(await findChange(memory, { operation: 'modified' })).toBeUndefined();
  });

  test('is settled when the text is put back, and by whatever restores an earlier one', async () => {
    const memory = await makeMemory(system, storeId, { content: note });
    const second = await overwrite(session, memory, `${note}\n${note}`);
    await overwrite(session, memory, 'gone');
    const versionId = memory.memory_version_id;
    expect(await findChange(memory)).toBeDefined();
    await restoreVersion(system, storeId, versionId, {});
    expect(await findChange(memory)).toBeUndefined();
    const settled = await findChange(memory, { state: 'settled' });
    expect(settled?.previous_version_id).toBe(second.memory_version_id);
    expect(settled?.settled_at).not.toBeNull();
    await overwrite(session, memory, 'gone again');
    expect(await findChange(memory)).toBeDefined();
    await overwrite(system, memory, note);
    expect(await findChange(memory)).toBeUndefined();
  });

  test('is settled when one of its texts is made unreadable', async () => {
    const memory = await makeMemory(system, storeId, { content: note });
    await overwrite(session, memory, 'gone');
    expect(await findChange(memory)).toBeDefined();
    await redactVersion(system, storeId, memory.memory_version_id);
    expect(await findChange(memory)).toBeUndefined();
  });

  test('is found in a history that was imported', async () => {
    const store = await makeStore(system);
    const now = await withWorkspace(system, readClock);
    const by = {
      actor: { type: 'session_actor', id: 'sesn_x' },
      trustTier: 'untrusted',
      agent: null,
      model: null,
    } as const;
    const [id = ''] = await importMemories(system, store.id, [
      {
        versions: [
          { ...by, path: '/note', content: note, recordedAt: now - 3_000_000n },
          { ...by, path: '/note', content: 'gone', recordedAt: now - 2_000_000n },
        ],
      },
    ]);
    const memory = await retrieveMemory(system, { storeId: store.id, memoryId: id }, { view: 'basic' });
    expect(await findChange(memory)).toMatchObject({ path: '/note', created_by: { session_id: 'sesn_x' } });
  });

  test('is listed with the worst first, page by page', async () => {
    const all = await listChanges();
    expect(all.map((change) => change.lost_share)).toEqual(
      all.map((change) => change.lost_share).toSorted((a, b) => b - a),
    );
    const walked: DestructiveChange[] = [];
    let page: string | undefined;
    do {
      const query = { limit: 2, state: 'open', min_share: 0.4, within_days: 7, page } as const;
      const answer = await listDestructiveChanges(system, query);
      walked.push(...answer.data);
      page = answer.next_page ?? undefined;
    } while (page !== undefined);
    expect(walked).toEqual(all);
  });

  test('shows auditors no path, and agents nothing', async () => {
    const auditor = await makeMember(system, 'auditor');
    const changes = await listChanges({}, auditor);
    expect(changes.length).toBeGreaterThan(0);
    expect(changes.every((change) => change.path === null)).toBe(true);
    const agent = await makeKey(system, { kind: 'agent' });
    await expect(listChanges({}, agent)).rejects.toMatchObject({ code: 'forbidden' });
    const other = (await makeWorkspace()).system;
    expect(await listChanges({ state: 'all' }, other)).toEqual([]);
  });
});

describe('writes by the hour', () => {
  async function countWrites(actor: Actor) {
    const { writes, is_current: isCurrent } = await retrieveOverview(actor);
    const sum = (type: 'session_actor' | 'api_actor' | 'user_actor') =>
      writes.reduce((total, { counts }) => total + counts[type], 0);
    return { isCurrent, session: sum('session_actor'), key: sum('api_actor'), user: sum('user_actor') };
  }

  test('are counted once by kind of actor, however often and by how many the trail is followed', async () => {
    const { system: own } = await makeWorkspace();
    const store = await makeStore(own);
    const writers = [
      await makeSession(own, { [store.id]: 'read_write' }),
      await makeKey(own),
      await makeMember(own, 'reviewer'),
    ];
    for (const writer of writers) await makeMemory(writer, store.id);
    await overwrite(writers[0]!, await makeMemory(writers[0]!, store.id), 'again');
    expect(await countWrites(own)).toMatchObject({ isCurrent: false, session: 0 });
    await Promise.all([1, 2, 3].map(() => followWrites(own.workspaceId)));
    const expected = { isCurrent: true, session: 3, key: 1, user: 1 };
    expect(await countWrites(own)).toEqual(expected);
    await followWrites(own.workspaceId);
    expect(await countWrites(own)).toEqual(expected);
  });

  test('count what an import brought by its own times', async () => {
    const { system: own } = await makeWorkspace();
    const store = await makeStore(own);
    const now = await withWorkspace(own, readClock);
    const dayUs = 86_400_000_000n;
    const by = {
      actor: { type: 'session_actor', id: 'sesn_x' },
      trustTier: 'untrusted',
      agent: null,
      model: null,
    } as const;
    const memories = Array.from({ length: 230 }, (_, index) => ({
      versions: [
        { ...by, path: `/${index}`, content: `${index}`, recordedAt: now - (index < 5 ? 20n : 2n) * dayUs },
        { ...by, path: `/${index}`, content: `${index} more`, recordedAt: now - dayUs },
      ],
    }));
    await importMemories(own, store.id, memories);
    await makeMemory(await makeKey(own), store.id);
    await followWrites(own.workspaceId);
    expect(await countWrites(own)).toEqual({ isCurrent: true, session: 455, key: 1, user: 0 });
    expect((await retrieveOverview(own)).stores).toMatchObject([
      { memory_store_id: store.id, write_count_7d: 456 },
    ]);
  });
});
