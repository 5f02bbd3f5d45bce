import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { expectNothingRecorded, footprintOf, quarantineHead, trailOf } from '@/lib/testing/records';

import { archiveMemory } from './archive-memory';
import { deleteMemory } from './delete-memory';
import { lockMemory } from './lock-memory';
import { releaseMemory } from './release-memory';
import type { MemoryResource } from './schema';
import type { MemoryTarget } from './target';
import { unarchiveMemory } from './unarchive-memory';
import { unlockMemory } from './unlock-memory';
import { updateMemory } from './update-memory';
import { withholdMemory } from './withhold-memory';

useDatabase();

let system: Actor;
let reviewer: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  reviewer = await makeMember(system, 'reviewer');
  storeId = (await makeStore(system)).id;
});

type Act = (actor: Actor, target: MemoryTarget, reason?: string) => Promise<MemoryResource>;
type Reason = 'quarantined' | 'restricted';

const archive: Act = (actor, target, reason) => archiveMemory(actor, target, { reason });
const unarchive: Act = (actor, target, reason) => unarchiveMemory(actor, target, { reason });
const lock: Act = (actor, target, reason) => lockMemory(actor, target, { reason });
const unlock: Act = (actor, target, reason) => unlockMemory(actor, target, { reason });
const withhold =
  (...reasons: Reason[]): Act =>
  (actor, target, reason) =>
    withholdMemory(actor, target, { reasons, reason });
const release =
  (...reasons: Reason[]): Act =>
  (actor, target, reason) =>
    releaseMemory(actor, target, { reasons, reason });

const both = { reasons: ['quarantined', 'restricted'] };
const acts: {
  name: string;
  prepare: Act[];
  act: Act;
  details: object;
  withheld: string[];
  isLocked?: boolean;
}[] = [
  { name: 'archived', prepare: [], act: archive, details: {}, withheld: ['archived'] },
  { name: 'unarchived', prepare: [archive], act: unarchive, details: {}, withheld: [] },
  {
    name: 'withheld',
    prepare: [],
    act: withhold('restricted', 'quarantined'),
    details: both,
    withheld: both.reasons,
  },
  {
    name: 'released',
    prepare: [withhold('quarantined', 'restricted')],
    act: release('restricted', 'quarantined'),
    details: both,
    withheld: [],
  },
  { name: 'locked', prepare: [], act: lock, details: {}, withheld: [], isLocked: true },
  { name: 'unlocked', prepare: [lock], act: unlock, details: {}, withheld: [] },
];

async function prepareMemory(prepare: Act[]): Promise<MemoryTarget> {
  const { id } = await makeMemory(system, storeId);
  const target = { storeId, memoryId: id };
  for (const each of prepare) await each(system, target);
  return target;
}

describe.each(acts)('memory.$name', ({ name, prepare, act, details, withheld, isLocked = false }) => {
  test('changes the state, and nothing of the text, with exactly one audit entry and the reason apart', async () => {
    const target = await prepareMemory(prepare);
    const before = await footprintOf(system, target.memoryId);
    const resource = await act(reviewer, target, 'because Ada asked');
    expect(resource).toMatchObject({ id: target.memoryId, content: null, governance: { withheld } });
    expect(resource.governance?.locked_at !== null).toBe(isLocked);
    const after = await footprintOf(system, target.memoryId);
    expect(after.versions).toEqual(before.versions);
    expect(after.memory.updatedAt).toBe(before.memory.updatedAt);
    const entries = (await trailOf(system, target.memoryId)).slice(before.trail.length);
    const reasonId = entries[0]?.reason_id ?? '';
    expect(entries).toEqual([
      {
        type: 'audit_entry',
        action: `memory.${name}`,
        actor: { type: 'user_actor', user_id: reviewer.id },
        target: { type: 'memory', id: target.memoryId },
        memory_store_id: storeId,
        parent_id: null,
        reason_id: reasonId,
        request_id: 'req_test',
        details,
      },
    ]);
    const { workspaceId } = system;
    const where = { workspaceId_id: { workspaceId, id: reasonId } };
    const note = await withWorkspace(system, (tx) => tx.reasonNote.findUniqueOrThrow({ where }));
    expect(note).toMatchObject({
      body: 'because Ada asked',
      authorType: 'user_actor',
      authorId: reviewer.id,
    });
  });

  test('the second time changes nothing and records nothing', async () => {
    const target = await prepareMemory([...prepare, act]);
    const resource = await expectNothingRecorded(system, target.memoryId, () =>
      act(reviewer, target, 'again'),
    );
    expect(resource.governance).toMatchObject({ withheld });
  });

  test('is forbidden to viewers, agents, sessions and keys that may not read', async () => {
    const target = await prepareMemory(prepare);
    const callers = [
      await makeMember(system, 'viewer'),
      await makeKey(system, { kind: 'agent' }),
      await makeKey(system, { scopes: ['memories:read', 'memories:write'] }),
      await makeKey(system, { scopes: ['govern'] }),
      await makeSession(system, { [storeId]: 'read_write' }),
    ];
    await expectNothingRecorded(system, target.memoryId, async () => {
      for (const caller of callers)
        await expect(act(caller, target)).rejects.toMatchObject({ code: 'forbidden' });
    });
  });

  test("does not find another workspace's memory nor a deleted one, in the same words as one that does not exist", async () => {
    const target = await prepareMemory(prepare);
    const other = await makeWorkspace();
    const foreign = { storeId: (await makeStore(other.system)).id, memoryId: target.memoryId };
    const message = `memory \`${target.memoryId}\` not found`;
    await expect(act(other.system, target)).rejects.toMatchObject({
      message: `memory store not found: ${storeId}`,
    });
    await expect(act(other.system, foreign)).rejects.toMatchObject({ code: 'not_found', message });
    await deleteMemory(system, target, undefined);
    await expectNothingRecorded(system, target.memoryId, () =>
      expect(act(reviewer, target)).rejects.toMatchObject({ code: 'not_found', message }),
    );
  });

  test('of many at once is recorded once', async () => {
    const target = await prepareMemory(prepare);
    const { trail } = await footprintOf(system, target.memoryId);
    await Promise.all(Array.from({ length: 4 }, () => act(reviewer, target)));
    expect(await trailOf(system, target.memoryId)).toHaveLength(trail.length + 1);
  });
});

describe('the reasons of withholding', () => {
  const { [0]: quarantined, [1]: restricted } = [['quarantined'], ['restricted']] as const;

  test('are added and lifted one by one', async () => {
    const target = await prepareMemory([withhold('restricted')]);
    const { governance: held } = await withhold('restricted', 'quarantined')(reviewer, target);
    expect(held).toMatchObject({ withheld: ['quarantined', 'restricted'], served_version_id: null });
    const { governance: freed } = await release('restricted')(reviewer, target);
    expect(freed).toMatchObject({ withheld: ['quarantined'], restricted_at: null });
    const { governance } = await release('restricted', 'quarantined')(reviewer, target);
    expect(governance).toMatchObject({ withheld: [], served_version_id: held?.head_version_id });
    expect((await trailOf(system, target.memoryId)).slice(1).map((entry) => entry.details)).toEqual([
      { reasons: restricted },
      { reasons: quarantined },
      { reasons: restricted },
      { reasons: quarantined },
    ]);
  });

  test('survive a write of a person', async () => {
    const target = await prepareMemory([withhold('quarantined', 'restricted'), archive, lock]);
    await updateMemory(reviewer, target, { content: 'corrected' }, 'basic');
    const { memory } = await footprintOf(system, target.memoryId);
    expect(memory).toMatchObject({ versionNumber: 2, servedVersionId: null });
    expect([memory.archivedAt, memory.restrictedAt, memory.quarantinedAt, memory.lockedAt]).not.toContain(
      null,
    );
  });

  test('quarantine takes away the older version that was still served; release serves the head', async () => {
    const target = await prepareMemory([]);
    const { memory_version_id: head } = await updateMemory(
      reviewer,
      target,
      { content: 'suspicious' },
      'basic',
    );
    await quarantineHead(system, target.memoryId);
    const { governance } = await withhold('quarantined')(reviewer, target);
    expect(governance).toMatchObject({ withheld: ['quarantined'], served_version_id: null });
    const released = await release('quarantined')(reviewer, target);
    expect(released.governance).toMatchObject({
      withheld: [],
      quarantined_at: null,
      served_version_id: head,
    });
  });
});
