import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeSession, makeWorkspace } from '@/lib/testing/factories';
import { trailOf } from '@/lib/testing/records';

import { listApiKeys } from './read';
import { revokeApiKey } from './revoke-api-key';
import { updateApiKey } from './update-api-key';

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

const nextCentury = parseInstant('2126-01-01T00:00:00Z')!;

describe('updateApiKey', () => {
  test('changes trust tier and expiry with exactly one entry, which says what changed', async () => {
    const key = await makeKey(system);
    const updated = await updateApiKey(operator, key.id, {
      trust_tier: 'trusted',
      expires_at: nextCentury,
    });
    expect(updated).toMatchObject({ trust_tier: 'trusted', expires_at: '2126-01-01T00:00:00.000000Z' });
    expect((await listApiKeys(operator, { limit: 1 })).data).toEqual([updated]);
    expect((await trailOf(system, key.id)).at(-1)).toEqual({
      type: 'audit_entry',
      action: 'api_key.updated',
      actor: { type: 'api_actor', api_key_id: operator.id },
      target: { type: 'api_key', id: key.id },
      memory_store_id: null,
      parent_id: null,
      reason_id: null,
      request_id: 'req_test',
      details: {
        changed: ['trust_tier', 'expires_at'],
        trust_tier: 'trusted',
        previous_trust_tier: 'untrusted',
      },
    });
    expect(await updateApiKey(operator, key.id, { expires_at: null })).toMatchObject({ expires_at: null });
  });

  test('counts from the next transaction on: who was known otherwise has to be looked up again', async () => {
    const key = await makeKey(system);
    await updateApiKey(operator, key.id, { trust_tier: 'trusted' });
    const enter = (actor: Actor) => withWorkspace(actor, () => Promise.resolve('in'));
    await expect(enter(key)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await enter({ ...key, trustTier: 'trusted' })).toBe('in');
  });

  test('is for admins only', async () => {
    const others = [
      await makeMember(system, 'privacy_officer'),
      await makeKey(system, { kind: 'agent' }),
      await makeSession(system, {}),
    ];
    for (const actor of others) {
      const refused = updateApiKey(actor, operator.id, { trust_tier: 'trusted' });
      await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test("speaks of another workspace's key as of one that does not exist", async () => {
    const stranger = (await makeWorkspace()).system;
    for (const id of [operator.id, 'apikey_none']) {
      const refusal = { code: 'not_found', message: `API key not found: ${id}` };
      await expect(updateApiKey(stranger, id, { trust_tier: 'trusted' })).rejects.toMatchObject(refusal);
    }
  });

  test('leaves a key alone that was revoked meanwhile, and refuses an end in the past', async () => {
    const key = await makeKey(system);
    await expect(updateApiKey(operator, key.id, { expires_at: 1n })).rejects.toMatchObject({
      code: 'invalid_request',
      message: 'expires_at: lies in the past; to end a key now, revoke it',
    });
    await revokeApiKey(operator, key.id);
    const before = await trailOf(system, key.id);
    await expect(updateApiKey(operator, key.id, { trust_tier: 'trusted' })).rejects.toMatchObject({
      code: 'conflict',
      details: { errorCode: 'key_revoked' },
    });
    expect(await trailOf(system, key.id)).toEqual(before);
  });

  test('records nothing when nothing changes', async () => {
    const key = await makeKey(system);
    const before = await trailOf(system, key.id);
    const same = await updateApiKey(operator, key.id, { trust_tier: 'untrusted', expires_at: null });
    expect(await updateApiKey(operator, key.id, {})).toEqual(same);
    expect(await trailOf(system, key.id)).toEqual(before);
  });
});
