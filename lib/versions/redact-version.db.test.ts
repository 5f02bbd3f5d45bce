import { beforeAll, describe, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { archiveStore } from '@/lib/stores/archive-store';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { expectNothingRecorded, quarantineHead, trailOf } from '@/lib/testing/records';

import { listVersions, retrieveVersion } from './read';
import { redactVersion } from './redact-version';
import { versionResource } from './schema';

useDatabase();

let system: Actor;
let reviewer: Actor;
let agent: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  reviewer = await makeMember(system, 'reviewer');
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
});

/** A memory with an earlier version that says too much, and a head that does not. */
async function makeScene(inStore = storeId) {
  const first = await makeMemory(agent, inStore, { content: 'too much' });
  const target = { storeId: inStore, memoryId: first.id };
  const second = await updateMemory(agent, target, { content: 'less' }, 'basic');
  return { target, earlier: first.memory_version_id, head: second.memory_version_id };
}

function countContents(versionId: string): Promise<number> {
  const where = { workspaceId: system.workspaceId, memoryVersionId: versionId };
  return withWorkspace(system, (tx) => tx.memoryContent.count({ where }));
}

/** Starts the acts while somebody holds the memory, so that on PostgreSQL all of them wait for it when it is let go. */
async function startTogether<T>(memoryId: string, start: () => Promise<T>[]): Promise<T[]> {
  const { workspaceId } = system;
  const { acts } = await withWorkspace(system, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM memory WHERE workspace_id = ${workspaceId} AND id = ${memoryId} FOR NO KEY UPDATE`;
    const started = start();
    const countWaiting = async () => {
      const [row] = await tx.$queryRaw<{ waiting: bigint }[]>`
        SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted`;
      expect(Number(row?.waiting)).toBeGreaterThanOrEqual(started.length);
    };
    if (!isEmbedded) await vi.waitFor(countWaiting, { timeout: 20_000 });
    return { acts: started };
  });
  return Promise.all(acts);
}

describe('redactVersion', () => {
  test('takes content, path, hash and size, and keeps who and when, with exactly one audit entry', async () => {
    const { target, earlier } = await makeScene();
    const before = await retrieveVersion(reviewer, storeId, earlier, { view: 'full' });
    expect(await countContents(earlier)).toBe(1);
    const redacted = await redactVersion(reviewer, storeId, earlier);
    expect(versionResource.parse(redacted)).toEqual({
      ...before,
      path: null,
      content: null,
      content_sha256: null,
      content_size_bytes: null,
      redacted_at: redacted.redacted_at,
      redacted_by: { type: 'user_actor', user_id: reviewer.id },
    });
    expect(redacted.redacted_at).not.toBeNull();
    expect(await retrieveVersion(reviewer, storeId, earlier, { view: 'full' })).toEqual(redacted);
    expect(await countContents(earlier)).toBe(0);
    expect(await trailOf(system, earlier)).toEqual([
      {
        type: 'audit_entry',
        action: 'memory_version.redacted',
        actor: { type: 'user_actor', user_id: reviewer.id },
        target: { type: 'memory_version', id: earlier },
        memory_store_id: storeId,
        parent_id: null,
        reason_id: null,
        request_id: 'req_test',
        details: { memory_id: target.memoryId },
      },
    ]);
  });

  test('is still listed, for agents too, without anything of its text', async () => {
    const { target, earlier, head } = await makeScene();
    await redactVersion(reviewer, storeId, earlier);
    const page = await listVersions(agent, storeId, { memory_id: target.memoryId, view: 'full', limit: 20 });
    expect(page.data).toMatchObject([
      { id: head, content: 'less' },
      {
        id: earlier,
        operation: 'created',
        content: null,
        path: null,
        content_sha256: null,
        content_size_bytes: null,
      },
    ]);
  });

  test('keeps the reason as a note of its own and only its id in the trail', async () => {
    const { earlier } = await makeScene();
    await redactVersion(reviewer, storeId, earlier, 'Ada asked us to');
    const [entry] = await trailOf(system, earlier);
    expect(JSON.stringify(entry)).not.toContain('Ada');
    const where = { workspaceId_id: { workspaceId: system.workspaceId, id: entry?.reason_id ?? '' } };
    const note = await withWorkspace(system, (tx) => tx.reasonNote.findUniqueOrThrow({ where }));
    expect(note).toMatchObject({ body: 'Ada asked us to', authorType: 'user_actor', authorId: reviewer.id });
  });

  test('the second time returns the version unchanged and records nothing', async () => {
    const { target, earlier } = await makeScene();
    const first = await redactVersion(reviewer, storeId, earlier);
    const admin = await makeMember(system, 'admin');
    const second = await expectNothingRecorded(system, target.memoryId, () =>
      redactVersion(admin, storeId, earlier, 'again'),
    );
    expect(second).toEqual(first);
    expect(await trailOf(system, earlier)).toHaveLength(1);
  });

  test('of many at once is recorded once, and all are told the same', async () => {
    const { target, earlier } = await makeScene();
    const redactions = await startTogether(target.memoryId, () =>
      Array.from({ length: 6 }, () => redactVersion(reviewer, storeId, earlier, 'at once')),
    );
    for (const redaction of redactions) expect(redaction).toEqual(redactions[0]);
    expect(await trailOf(system, earlier)).toHaveLength(1);
  });

  test('refuses the head of a live memory, and the version that agents are served', async () => {
    const { target, earlier, head } = await makeScene();
    const refusal = {
      code: 'invalid_request',
      message:
        'cannot redact the head version of a live memory; write a new version or delete the memory first',
    };
    await expectNothingRecorded(system, target.memoryId, () =>
      expect(redactVersion(reviewer, storeId, head)).rejects.toMatchObject(refusal),
    );
    await quarantineHead(system, target.memoryId);
    await expect(redactVersion(reviewer, storeId, earlier)).rejects.toMatchObject(refusal);
    await expect(redactVersion(reviewer, storeId, head)).rejects.toMatchObject(refusal);
    expect(await countContents(earlier)).toBe(1);
  });

  test('redacts every version of a deleted memory, the `deleted` one too', async () => {
    const { target } = await makeScene();
    await deleteMemory(agent, target, undefined);
    const query = { memory_id: target.memoryId, view: 'full' as const, limit: 20 };
    const { data } = await listVersions(reviewer, storeId, query);
    for (const version of data) await redactVersion(reviewer, storeId, version.id);
    const redacted = await listVersions(reviewer, storeId, query);
    expect(redacted.data.map((version) => [version.operation, version.path, version.content])).toEqual([
      ['deleted', null, null],
      ['modified', null, null],
      ['created', null, null],
    ]);
  });

  test('is allowed in an archived store', async () => {
    const store = await makeStore(system);
    const { earlier } = await makeScene(store.id);
    await archiveStore(system, store.id);
    await expect(redactVersion(reviewer, store.id, earlier)).resolves.toMatchObject({ path: null });
  });

  test('is forbidden to viewers, agents, sessions and keys without govern', async () => {
    const { target, earlier } = await makeScene();
    const callers = [
      await makeMember(system, 'viewer'),
      agent,
      await makeSession(system, { [storeId]: 'read_write' }),
      await makeKey(system, { scopes: ['memories:write', 'history:read'] }),
    ];
    await expectNothingRecorded(system, target.memoryId, async () => {
      for (const caller of callers) {
        await expect(redactVersion(caller, storeId, earlier)).rejects.toMatchObject({ code: 'forbidden' });
      }
    });
  });

  test("does not find another workspace's version nor another store's, in the same words as one that does not exist", async () => {
    const { target, earlier } = await makeScene();
    const other = await makeWorkspace();
    const otherStore = await makeStore(other.system);
    const sibling = await makeStore(system);
    const refusal = { code: 'not_found', message: `memory version \`${earlier}\` not found` };
    await expectNothingRecorded(system, target.memoryId, async () => {
      await expect(redactVersion(other.system, otherStore.id, earlier)).rejects.toMatchObject(refusal);
      await expect(redactVersion(reviewer, sibling.id, earlier)).rejects.toMatchObject(refusal);
      await expect(redactVersion(other.system, storeId, earlier)).rejects.toMatchObject({
        code: 'not_found',
        message: `memory store not found: ${storeId}`,
      });
    });
    await expect(redactVersion(reviewer, storeId, 'memver_01none')).rejects.toMatchObject({
      message: 'memory version `memver_01none` not found',
    });
  });
});
