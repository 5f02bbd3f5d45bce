import { beforeAll, describe, expect, test } from 'vitest';

import { withWorkspace } from '@/lib/db/workspace';
import { listStores } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';

import type { Actor } from './actor';
import { authenticate, forgetCredential } from './authenticate';

const context = useDatabase();

let system: Actor;
let key: Actor & { secret: string };

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  key = await makeKey(system);
});

const request = (headers: Record<string, string>) =>
  new Request('http://localhost/v1/memory_stores', { headers });
const asKey = (secret: string) => request({ 'x-api-key': secret });
const enter = (actor: Actor) => listStores(actor, { limit: 1 });

const unknown = { code: 'unauthenticated', message: 'this API key or session token is not valid' };
const missing = { code: 'unauthenticated', message: /^an API key is required/ };
const stale = { code: 'unauthenticated', details: { errorCode: 'stale_credential' } };

describe('a key', () => {
  test.each([
    ['x-api-key', (secret: string) => ({ 'x-api-key': secret })],
    ['a bearer token', (secret: string) => ({ authorization: `Bearer ${secret}` })],
    ['a bearer token in other letters', (secret: string) => ({ authorization: `bearer   ${secret}` })],
    ['both', (secret: string) => ({ 'x-api-key': secret, authorization: `Bearer ${secret}` })],
    [
      'an empty x-api-key beside a bearer token',
      (secret: string) => ({ 'x-api-key': '', authorization: `Bearer ${secret}` }),
    ],
  ])('is accepted as %s', async (_, headersOf) => {
    const { secret, ...actor } = key;
    expect(await authenticate(request(headersOf(secret)))).toEqual({ ...actor, requestId: null });
  });

  test('of kind agent is an agent', async () => {
    const agent = await makeKey(system, { kind: 'agent' });
    expect(await authenticate(asKey(agent.secret))).toMatchObject({
      type: 'api_actor',
      isAgent: true,
      role: null,
    });
  });

  test.each([
    ['no credential at all', {}],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['an empty bearer token', { authorization: 'Bearer ' }],
  ])('is missing with %s', async (_, headers) => {
    await expect(authenticate(request(headers))).rejects.toMatchObject({
      code: missing.code,
      message: expect.stringMatching(missing.message) as string,
    });
  });

  test('that nobody knows is refused, also when it came as x-api-key beside a good one', async () => {
    await expect(authenticate(asKey('plk_unknown'))).rejects.toMatchObject(unknown);
    const both = request({ 'x-api-key': 'plk_unknown', authorization: `Bearer ${key.secret}` });
    await expect(authenticate(both)).rejects.toMatchObject(unknown);
  });

  test('may name its own workspace and no other', async () => {
    const named = (id: string) => request({ 'x-api-key': key.secret, 'anthropic-workspace-id': id });
    expect(await authenticate(named(key.workspaceId))).toMatchObject({ id: key.id });
    const other = await makeWorkspace();
    for (const id of [other.workspaceId, 'wrkspc_none']) {
      await expect(authenticate(named(id))).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('that is revoked is refused', async () => {
    const revoked = await makeKey(system);
    await revokeApiKey(system, revoked.id);
    await expect(authenticate(asKey(revoked.secret))).rejects.toMatchObject(unknown);
  });

  test('that is revoked while it is remembered is refused in the next transaction, and then for good', async () => {
    const revoked = await makeKey(system);
    const remembered = await authenticate(asKey(revoked.secret));
    await enter(remembered);
    await revokeApiKey(system, revoked.id);
    await expect(enter(await authenticate(asKey(revoked.secret)))).rejects.toMatchObject(stale);
    await expect(withWorkspace(remembered, (tx) => tx.memory.count())).rejects.toMatchObject(stale);
    forgetCredential(asKey(revoked.secret));
    await expect(authenticate(asKey(revoked.secret))).rejects.toMatchObject(unknown);
  });

  test('that has expired is refused, remembered or not', async () => {
    const expiring = await makeKey(system);
    const remembered = await authenticate(asKey(expiring.secret));
    await asOwner(context, (query) =>
      query('UPDATE api_key SET expires_at = now_us() WHERE id = $1', [expiring.id]),
    );
    await expect(enter(remembered)).rejects.toMatchObject(stale);
    forgetCredential(asKey(expiring.secret));
    await expect(authenticate(asKey(expiring.secret))).rejects.toMatchObject(unknown);
  });

  test('whose trust tier changes is looked up again and has the new one', async () => {
    const promoted = await makeKey(system, { kind: 'agent' });
    const remembered = await authenticate(asKey(promoted.secret));
    expect(remembered.trustTier).toBe('untrusted');
    await asOwner(context, (query) =>
      query(`UPDATE api_key SET trust_tier = 'trusted' WHERE id = $1`, [promoted.id]),
    );
    await expect(enter(remembered)).rejects.toMatchObject(stale);
    forgetCredential(asKey(promoted.secret));
    const current = await authenticate(asKey(promoted.secret));
    expect(current.trustTier).toBe('trusted');
    await enter(current);
  });
});

test.each<[string, Partial<Actor>]>([
  ['of another workspace', { workspaceId: 'wrkspc_none' }],
  ['of a type that nobody can be yet', { type: 'service_account_actor' }],
  ['that does not exist', { id: 'apikey_none' }],
  ['of a higher trust tier', { trustTier: 'trusted' }],
])('no transaction opens for an actor %s', async (_, pretence) => {
  await expect(enter({ ...key, ...pretence })).rejects.toMatchObject(stale);
});
