import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { deleteStore } from '@/lib/stores/delete-store';
import { purgeStore } from '@/lib/stores/purge-store';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeSession, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { trailOf } from '@/lib/testing/records';

import { retrievePolicy } from './read';
import { setPolicy } from './set-policy';

const context = useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(system)).id;
});

const strict = { old_versions: { after_days: 30, keep_newest: 3 }, deleted_memories: { after_days: 90 } };
const lax = { old_versions: null, deleted_memories: { after_days: 365 } };
const everything = { old_versions: null, deleted_memories: null };

describe('setPolicy', () => {
  test('sets the policy of a workspace with exactly one audit entry, and the reason apart from it', async () => {
    const { system: own } = await makeWorkspace();
    const admin = await makeKey(own);
    const policy = await setPolicy(admin, null, { ...strict, reason: 'because we said so' });
    expect(policy).toMatchObject({ ...strict, memory_store_id: null, is_inherited: false });
    expect(policy.updated_by).toEqual({ type: 'api_actor', api_key_id: admin.id });
    expect(await retrievePolicy(admin, null)).toEqual(policy);
    const trail = await trailOf(own, own.workspaceId);
    expect(trail.at(-1)).toEqual({
      type: 'audit_entry',
      action: 'retention_policy.updated',
      actor: { type: 'api_actor', api_key_id: admin.id },
      target: { type: 'workspace', id: own.workspaceId },
      memory_store_id: null,
      parent_id: null,
      reason_id: expect.stringMatching(/^reason_/) as string,
      request_id: 'req_test',
      details: { is_inherited: false, versions_after_days: 30, keep_newest: 3, deleted_after_days: 90 },
    });
  });

  test('a store follows the workspace, has its own, and follows it again', async () => {
    await setPolicy(operator, null, strict);
    expect(await retrievePolicy(operator, storeId)).toMatchObject({ ...strict, is_inherited: true });
    await setPolicy(operator, storeId, lax);
    await setPolicy(operator, null, everything);
    expect(await retrievePolicy(operator, storeId)).toMatchObject({ ...lax, is_inherited: false });
    const inherited = await setPolicy(operator, storeId, { inherit: true });
    expect(inherited).toMatchObject({ ...everything, memory_store_id: storeId, is_inherited: true });
    const details = (await trailOf(system, storeId)).slice(1).map((entry) => entry.details);
    expect(details).toEqual([
      { is_inherited: false, versions_after_days: null, keep_newest: null, deleted_after_days: 365 },
      { is_inherited: true, versions_after_days: null, keep_newest: null, deleted_after_days: null },
    ]);
  });

  test('keeps everything where nobody ever set one', async () => {
    const { system: own } = await makeWorkspace();
    const untouched = { ...everything, updated_at: null, updated_by: null };
    expect(await retrievePolicy(own, null)).toMatchObject(untouched);
    expect(await retrievePolicy(own, (await makeStore(own)).id)).toMatchObject({
      ...untouched,
      is_inherited: true,
    });
  });

  test('is forbidden to everybody but admins, and agents do not even read it', async () => {
    const others = [
      await makeMember(system, 'reviewer'),
      await makeMember(system, 'privacy_officer'),
      await makeKey(system, { scopes: ['govern', 'privacy', 'memories:write'] }),
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, { [storeId]: 'read_write' }),
    ];
    for (const actor of others) {
      await expect(setPolicy(actor, null, strict)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(setPolicy(actor, storeId, strict)).rejects.toMatchObject({ code: 'forbidden' });
    }
    for (const agent of others.slice(-2))
      await expect(retrievePolicy(agent, storeId)).rejects.toMatchObject({ code: 'forbidden' });
    const auditor = await makeMember(system, 'auditor');
    expect(await retrievePolicy(auditor, storeId)).toMatchObject({ memory_store_id: storeId });
  });

  test('does not find a store of another workspace, or one that is deleted', async () => {
    const { system: stranger } = await makeWorkspace();
    const missing = { code: 'not_found', message: `memory store not found: ${storeId}` };
    await expect(setPolicy(stranger, storeId, strict)).rejects.toMatchObject(missing);
    await expect(retrievePolicy(stranger, storeId)).rejects.toMatchObject(missing);
    const gone = (await makeStore(system)).id;
    await deleteStore(system, gone);
    await expect(setPolicy(operator, gone, strict)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('records nothing when nothing changes', async () => {
    const own = (await makeStore(system)).id;
    expect(await setPolicy(operator, own, { inherit: true })).toMatchObject({ is_inherited: true });
    const policy = await setPolicy(operator, own, strict);
    const before = await trailOf(system, own);
    expect(await setPolicy(operator, own, { ...strict, reason: 'again' })).toEqual(policy);
    expect(await trailOf(system, own)).toEqual(before);
  });

  test('of many at once the last one stands, and each that changed something is recorded', async () => {
    const own = (await makeStore(system)).id;
    await Promise.all(
      [1, 2, 3, 4].map((days) =>
        setPolicy(operator, own, { ...lax, deleted_memories: { after_days: days } }),
      ),
    );
    const trail = (await trailOf(system, own)).slice(1);
    expect(trail).toHaveLength(4);
    const { deleted_memories: deleted } = await retrievePolicy(operator, own);
    expect(trail.at(-1)?.details['deleted_after_days']).toBe(deleted?.after_days);
  });

  test('of a store goes with the store', async () => {
    const own = (await makeStore(system)).id;
    await setPolicy(operator, own, strict);
    await deleteStore(operator, own);
    await purgeStore({ workspaceId: system.workspaceId, memoryStoreId: own });
    const left = await asOwner(context, (query) =>
      query('SELECT 1 FROM retention_policy WHERE scope_id = $1', [own]),
    );
    expect(left).toEqual([]);
  });
});
