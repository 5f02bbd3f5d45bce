import { encode } from 'next-auth/jwt';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { listStores } from '@/lib/stores/read';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';

import { roles, scopesOfRole } from './actor';
import type { Actor, Role } from './actor';
import { authenticate } from './authenticate';
import { sessionCookieName, sessionSecret } from './session-cookie';

vi.stubEnv('SECRET', 'a secret of this test, long enough');
vi.stubEnv('PUBLIC_URL', 'https://memory.example.org');

const context = useDatabase();
const origin = 'https://memory.example.org';

let system: Actor;
let member: Actor;
let cookie: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
beforeEach(async () => {
  member = await makeMember(system, 'reviewer');
  cookie = await signIn(member.id);
});

function alter(text: string, values: unknown[]): Promise<unknown> {
  return asOwner(context, (query) => query(text, values));
}

async function mint(claims: Record<string, unknown>, secret = sessionSecret()): Promise<string> {
  return `theme=dark; ${sessionCookieName()}=${await encode({ token: claims, secret })}; other=1`;
}

async function signIn(userId: string): Promise<string> {
  const [row] = await context.database.query<{ now: bigint }>('SELECT now_us() AS now');
  return mint({ sub: userId, loginAt: Number(row?.now) });
}

function ask(headers: Record<string, string> = {}, method = 'GET'): Promise<Actor> {
  return authenticate(new Request(`${origin}/v1/memory_stores`, { method, headers: { cookie, ...headers } }));
}

const refused = { code: 'unauthenticated' };

describe('a signed-in person', () => {
  test('acts in their workspace with the rights of their role', async () => {
    const actor = await ask();
    expect(actor).toEqual({ ...member, requestId: null, trustTier: 'trusted' });
    await listStores(actor, { limit: 1 });
  });

  test.each(roles)('as %s has the scopes of that role', async (role: Role) => {
    cookie = await signIn((await makeMember(system, role)).id);
    expect(await ask()).toMatchObject({ role, scopes: new Set(scopesOfRole[role]) });
  });

  test('chooses among their workspaces, and gets into no other', async () => {
    const [second, foreign] = [await makeWorkspace(), await makeWorkspace()];
    await alter(`INSERT INTO membership (workspace_id, user_id, role) VALUES ($1, $2, 'admin')`, [
      second.workspaceId,
      member.id,
    ]);
    expect(await ask()).toMatchObject({ workspaceId: system.workspaceId, role: 'reviewer' });
    const chosen = await ask({ 'anthropic-workspace-id': second.workspaceId });
    expect(chosen).toMatchObject({ workspaceId: second.workspaceId, role: 'admin' });
    await expect(ask({ 'anthropic-workspace-id': foreign.workspaceId })).rejects.toMatchObject(refused);
  });

  test('whose cookie is torn, foreign or of another purpose is nobody', async () => {
    cookie = `${sessionCookieName()}=torn`;
    await expect(ask()).rejects.toMatchObject(refused);
    cookie = await mint({ sub: member.id, loginAt: Date.now() * 1000 }, 'the secret of somebody else');
    await expect(ask()).rejects.toMatchObject(refused);
    cookie = await mint({ sub: member.id });
    await expect(ask()).rejects.toMatchObject(refused);
    cookie = await signIn('user_none');
    await expect(ask()).rejects.toMatchObject(refused);
  });
});

describe('on the very next request', () => {
  test('a disabled person is refused, and so is what they had begun', async () => {
    const actor = await ask();
    await alter('UPDATE user_account SET disabled_at = now_us() WHERE id = $1', [member.id]);
    await expect(ask()).rejects.toMatchObject(refused);
    await expect(listStores(actor, { limit: 1 })).rejects.toMatchObject(refused);
  });

  test('a person whose sessions were ended is refused until they sign in again', async () => {
    await alter('UPDATE user_account SET sessions_expired_at = now_us() WHERE id = $1', [member.id]);
    await expect(ask()).rejects.toMatchObject(refused);
    cookie = await signIn(member.id);
    expect(await ask()).toMatchObject({ id: member.id });
  });

  test('a cookie that was encoded again does not outlive the end of its session', async () => {
    const [row] = await context.database.query<{ now: bigint }>('SELECT now_us() AS now');
    await alter('UPDATE user_account SET sessions_expired_at = now_us() WHERE id = $1', [member.id]);
    for (let poll = 0; poll < 3; poll += 1)
      cookie = await mint({ sub: member.id, loginAt: Number(row?.now) });
    await expect(ask()).rejects.toMatchObject(refused);
  });

  test('a new role is in force, and what was begun under the old one is refused', async () => {
    const actor = await ask();
    await alter(`UPDATE membership SET role = 'viewer' WHERE user_id = $1`, [member.id]);
    expect(await ask()).toMatchObject({ role: 'viewer', scopes: new Set(scopesOfRole.viewer) });
    await expect(listStores(actor, { limit: 1 })).rejects.toMatchObject(refused);
  });

  test('a person who is no member any more is refused', async () => {
    const actor = await ask();
    await alter('DELETE FROM membership WHERE user_id = $1', [member.id]);
    await expect(ask()).rejects.toMatchObject(refused);
    await expect(listStores(actor, { limit: 1 })).rejects.toMatchObject(refused);
  });
});

describe('a request that changes something', () => {
  test.each(['POST', 'DELETE', 'PUT', 'PATCH'])('by %s is accepted from our own pages', async (method) => {
    expect(await ask({ origin }, method)).toMatchObject({ id: member.id });
    expect(await ask({ origin, 'sec-fetch-site': 'same-origin' }, method)).toMatchObject({ id: member.id });
  });

  test.each([
    ['without an Origin', {}],
    ['from another site', { origin: 'https://evil.example' }],
    ['from a sister site', { origin: 'https://other.example.org' }],
    ['from another port or scheme', { origin: 'http://memory.example.org' }],
    ['from nowhere', { origin: 'null' }],
    ['that the browser calls cross-site', { origin, 'sec-fetch-site': 'cross-site' }],
    ['that the browser calls same-site', { origin, 'sec-fetch-site': 'same-site' }],
    ['with our host in a forged header', { host: 'evil.example', origin: 'https://evil.example' }],
  ])('%s is refused', async (_, headers) => {
    await expect(ask(headers, 'POST')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await ask(headers)).toMatchObject({ id: member.id });
  });
});

describe('beside a key', () => {
  test('the cookie is ignored, whatever the origin', async () => {
    const key = await makeKey(system);
    const actor = await ask({ 'x-api-key': key.secret, origin: 'https://evil.example' }, 'POST');
    expect(actor).toMatchObject({ type: 'api_actor', id: key.id });
  });

  test('that is not valid, the cookie does not help', async () => {
    await expect(ask({ authorization: 'Bearer plk_unknown' })).rejects.toMatchObject(refused);
  });
});
