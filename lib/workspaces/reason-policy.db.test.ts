import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { systemActor } from '@/lib/auth/actor';
import { actOnMemories } from '@/lib/memories/act-on-memories';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { lockMemory } from '@/lib/memories/lock-memory';
import { releaseMemory } from '@/lib/memories/release-memory';
import { restoreVersion } from '@/lib/memories/restore-version';
import { unarchiveMemory } from '@/lib/memories/unarchive-memory';
import { unlockMemory } from '@/lib/memories/unlock-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';
import { previewRedaction } from '@/lib/redactions/preview-redaction';
import { redactMemory } from '@/lib/redactions/redact-memory';
import { executeRevert } from '@/lib/reverts/execute-revert';
import { planRevert } from '@/lib/reverts/plan-revert';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { trailOf } from '@/lib/testing/records';
import { redactVersion } from '@/lib/versions/redact-version';

import { retrieveReasonPolicy } from './read';
import { defaultDemands, reasonActs } from './reason-demands';
import type { ReasonAct } from './reason-demands';
import { setReasonPolicy } from './set-reason-policy';

useDatabase();

let system: Actor;
let operator: Actor;
let admin: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  admin = await makeMember(system, 'admin');
  storeId = (await makeStore(system)).id;
});

describe('setReasonPolicy', () => {
  test('sets what is named and leaves the rest, with exactly one entry', async () => {
    const { system: own } = await makeWorkspace();
    const key = await makeKey(own);
    expect(await retrieveReasonPolicy(key)).toEqual({
      type: 'reason_policy',
      demands: defaultDemands,
      updated_at: null,
      updated_by: null,
    });
    const policy = await setReasonPolicy(key, { demands: { lock: 'required', redact: 'asked' } });
    expect(policy.demands).toEqual({ ...defaultDemands, lock: 'required' });
    expect(policy.updated_by).toEqual({ type: 'api_actor', api_key_id: key.id });
    expect(await retrieveReasonPolicy(key)).toEqual(policy);
    expect((await trailOf(own, own.workspaceId)).at(-1)).toEqual({
      type: 'audit_entry',
      action: 'reason_policy.updated',
      actor: { type: 'api_actor', api_key_id: key.id },
      target: { type: 'workspace', id: own.workspaceId },
      memory_store_id: null,
      parent_id: null,
      reason_id: null,
      request_id: 'req_test',
      details: { changed: [{ act: 'lock', demand: 'required', previous_demand: 'optional' }] },
    });
  });

  test('is for admins only; whoever acts may read it, and agents may not', async () => {
    const reviewer = await makeMember(system, 'reviewer');
    const agents = [await makeKey(system, { kind: 'agent' }), await makeSession(system, {})];
    for (const actor of [reviewer, ...agents]) {
      const refused = setReasonPolicy(actor, { demands: { lock: 'asked' } });
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(await retrieveReasonPolicy(reviewer)).toMatchObject({ type: 'reason_policy' });
    for (const agent of agents)
      await expect(retrieveReasonPolicy(agent)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test("is no other workspace's", async () => {
    const { system: one } = await makeWorkspace();
    const { system: other } = await makeWorkspace();
    await setReasonPolicy(one, { demands: { lock: 'required' } });
    expect((await retrieveReasonPolicy(other)).demands).toEqual(defaultDemands);
  });

  test('records nothing when nothing changes', async () => {
    const { system: own } = await makeWorkspace();
    const before = await trailOf(own, own.workspaceId);
    await setReasonPolicy(own, { demands: {} });
    await setReasonPolicy(own, { demands: { redact: 'asked', lock: 'optional' } });
    expect(await trailOf(own, own.workspaceId)).toEqual(before);
  });

  test('of many at once each that changed something is recorded', async () => {
    const { system: own } = await makeWorkspace();
    const demands = ['asked', 'required', 'asked', 'required'] as const;
    await Promise.all(demands.map((lock) => setReasonPolicy(own, { demands: { lock } })));
    const entries = (await trailOf(own, own.workspaceId)).slice(1);
    const last = entries.at(-1)?.details as { changed: { demand: string }[] };
    expect((await retrieveReasonPolicy(own)).demands.lock).toBe(last.changed[0]?.demand);
  });
});

type Given = { reason?: string };
type Act = (actor: Actor, given: Given) => Promise<unknown>;

async function makeTarget() {
  const memory = await makeMemory(system, storeId);
  return { storeId, memoryId: memory.id, versionId: memory.memory_version_id };
}

/** Each act of the policy, on a memory of its own. */
const acts: Record<ReasonAct, () => Promise<Act>> = {
  archive: async () => {
    const target = await makeTarget();
    return (actor, given) => archiveMemory(actor, target, given);
  },
  lock: async () => {
    const target = await makeTarget();
    return (actor, given) => lockMemory(actor, target, given);
  },
  withhold: async () => {
    const target = await makeTarget();
    return (actor, given) => withholdMemory(actor, target, { reasons: ['restricted'], ...given });
  },
  release: async () => {
    const target = await makeTarget();
    await withholdMemory(system, target, { reasons: ['restricted'] });
    return (actor, given) => releaseMemory(actor, target, { reasons: ['restricted'], ...given });
  },
  delete: async () => {
    const { memoryId } = await makeTarget();
    const items = [{ memory_store_id: storeId, memory_id: memoryId }];
    return (actor, given) => actOnMemories(actor, { act: 'delete', items, ...given });
  },
  restore: async () => {
    const { memoryId, versionId } = await makeTarget();
    await updateMemory(system, { storeId, memoryId }, { content: 'newer' }, 'basic');
    return (actor, given) => restoreVersion(actor, storeId, versionId, given);
  },
  redact: async () => {
    const target = await makeTarget();
    const body = { head_version_id: target.versionId, is_whole: true, mask: '[redacted]' };
    const preview = await previewRedaction(system, target, { ...body, dry_run: true });
    const execution = {
      ...body,
      dry_run: false,
      preview_hash: preview.shown.preview_hash,
      version_ids: [target.versionId],
    };
    return (actor, given) => redactMemory(actor, target, { ...execution, ...given });
  },
  revert: async () => {
    const session = await makeSession(system, { [storeId]: 'read_write' });
    await makeMemory(session, storeId);
    const plan = await planRevert(system, { subject: { type: 'session', id: session.id } });
    return (actor, given) => executeRevert(actor, plan.id, { preview_hash: plan.preview_hash, ...given });
  },
};

describe('an act for which a reason is required', () => {
  beforeAll(async () => {
    const demands = Object.fromEntries(reasonActs.map((act) => [act, 'required' as const]));
    await setReasonPolicy(system, { demands });
  });

  test.each(reasonActs)('is refused without one, changes nothing, and is done with one: %s', async (name) => {
    const act = await acts[name]();
    for (const actor of [admin, operator]) {
      for (const given of [{}, { reason: '  ' }]) {
        await expect(act(actor, given)).rejects.toMatchObject({
          code: 'invalid_request',
          message: `reason: this workspace requires one for the act ${name}`,
        });
      }
    }
    await act(admin, { reason: 'because' });
  });

  test('is refused to a person who cannot say why, and done by a program that knows no way to', async () => {
    const { memoryId, versionId } = await makeTarget();
    await updateMemory(system, { storeId, memoryId }, { content: 'newer' }, 'basic');
    const refusal = { code: 'invalid_request' };
    await expect(redactVersion(admin, storeId, versionId)).rejects.toMatchObject(refusal);
    await expect(deleteMemory(admin, { storeId, memoryId }, undefined)).rejects.toMatchObject(refusal);
    await redactVersion(operator, storeId, versionId);
    await deleteMemory(operator, { storeId, memoryId }, undefined);
  });

  test('is no concern of the system, nor of what takes an act back', async () => {
    const target = await makeTarget();
    const { governance: locked } = await lockMemory(systemActor(system.workspaceId, 'job'), target, {});
    expect(locked?.locked_at).not.toBeNull();
    expect((await unlockMemory(admin, target, {})).governance?.locked_at).toBeNull();
    await archiveMemory(admin, target, { reason: 'because' });
    expect((await unarchiveMemory(admin, target, {})).governance?.archived_at).toBeNull();
  });
});
