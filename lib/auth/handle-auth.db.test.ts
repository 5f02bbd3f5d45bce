import { encode } from 'next-auth/jwt';
import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { setDatabase } from '@/lib/db/database';
import type { Browser } from '@/lib/testing/browser';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, openBrowser, password } from '@/lib/testing/sign-in';

import type { Actor } from './actor';
import { authenticate } from './authenticate';
import { absoluteLimitUs, sessionCookieName, sessionSecret } from './session-cookie';

const url = 'https://memory.example.org';
vi.stubEnv('PUBLIC_URL', url);
vi.stubEnv('NEXTAUTH_URL', url);
vi.stubEnv('LOG_LEVEL', 'silent');

const context = useDatabase();

let system: Actor;
let person: { id: string; email: string };
let browser: Browser;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
beforeEach(async () => {
  await alter('DELETE FROM sign_in_window');
  person = await makePerson(system, { role: 'reviewer' });
  browser = openBrowser(url);
});

function alter(text: string, values: unknown[] = []): Promise<unknown> {
  return asOwner(context, (query) => query(text, values));
}

/** Who the API takes the browser for. */
function ask(): Promise<Actor> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return authenticate(new Request(`${url}/v1/me`, { headers: { cookie } }));
}

async function poll(): Promise<unknown> {
  return (await browser.get('/api/auth/session')).json();
}

const refused = { code: 'unauthenticated' };

describe('signing in', () => {
  test('makes a session that the API knows, and leads to where the person wanted', async () => {
    const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
    const fields = {
      csrfToken,
      email: person.email,
      password,
      json: 'true',
      callbackUrl: '/w/1?compare=a#L3',
    };
    const response = await browser.post('/api/auth/callback/credentials', fields);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ url: `${url}/w/1?compare=a#L3` });
    expect(await ask()).toMatchObject({ type: 'user_actor', id: person.id, role: 'reviewer' });
    expect(await poll()).toEqual({ expires: expect.any(String) as string });
  });

  test('knows an address in capitals and with blanks around it', async () => {
    expect((await browser.signIn(`  ${person.email.toUpperCase()} `, password)).status).toBe(200);
  });

  test('sets no cookie that a script, another site or plain http could have', async () => {
    const lines: string[] = [];
    for (const response of [
      await browser.signIn(person.email, password),
      await browser.get('/api/auth/csrf'),
    ]) {
      lines.push(...response.headers.getSetCookie());
    }
    lines.push(...(await openBrowser(url).get('/api/auth/csrf')).headers.getSetCookie());
    const names = new Set(lines.map((line) => line.split('=', 1)[0]));
    const expected = ['callback-url', 'csrf', 'session'].map((name) => `__Host-palimpsest.${name}`);
    expect(names).toEqual(new Set(expected));
    for (const line of lines) {
      const attributes = line
        .split('; ')
        .slice(1)
        .filter((each) => !each.startsWith('Expires='));
      expect(attributes.toSorted(), line).toEqual(['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure']);
    }
  });

  test('without the token of a page, or from another site, changes nothing', async () => {
    const fields = { email: person.email, password, json: 'true' };
    const forged = await browser.post('/api/auth/callback/credentials', { ...fields, csrfToken: 'x' });
    expect(await forged.json()).toEqual({ url: `${url}/api/auth/signin?csrf=true` });
    const foreign = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
    ];
    for (const headers of foreign) {
      expect((await browser.signIn(person.email, password, headers)).status).toBe(403);
    }
    await expect(ask()).rejects.toMatchObject(refused);
  });

  test('ends with signing out', async () => {
    await browser.signIn(person.email, password);
    const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
    const response = await browser.post('/api/auth/signout', { csrfToken, callbackUrl: '/sign-in' });
    expect([response.status, response.headers.get('location')]).toEqual([302, '/']);
    await expect(ask()).rejects.toMatchObject(refused);
  });
});

describe('on the very next request after three polls', () => {
  beforeEach(async () => {
    await browser.signIn(person.email, password);
    const first = browser.cookies.get(sessionCookieName());
    for (let count = 0; count < 3; count += 1) await poll();
    expect(browser.cookies.get(sessionCookieName())).not.toBe(first);
    expect(await ask()).toMatchObject({ id: person.id });
  });

  test.each([
    ['disabling the person', 'UPDATE user_account SET disabled_at = now_us() WHERE id = $1'],
    ['signing out everywhere', 'UPDATE user_account SET sessions_expired_at = now_us() WHERE id = $1'],
    [
      'resetting the password',
      `UPDATE user_account SET password_hash = 'new', sessions_expired_at = now_us() WHERE id = $1`,
    ],
  ])('%s has ended the session', async (_, change) => {
    await alter(change, [person.id]);
    await expect(ask()).rejects.toMatchObject(refused);
    expect(await poll()).toEqual({});
    expect(browser.cookies.has(sessionCookieName())).toBe(false);
  });

  test('a change of role is in force', async () => {
    await alter(`UPDATE membership SET role = 'auditor' WHERE user_id = $1`, [person.id]);
    expect(await ask()).toMatchObject({ role: 'auditor' });
  });

  test('a database that fails lets nobody in, and keeps the cookie for when it is back', async () => {
    setDatabase({
      ...context.database,
      query: () => Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })),
    });
    try {
      await expect(ask()).rejects.toMatchObject({ code: 'database_unavailable' });
      expect((await browser.get('/api/auth/session')).status).toBe(503);
      expect((await browser.signIn(person.email, password)).status).toBe(503);
    } finally {
      setDatabase(context.database);
    }
    expect(await ask()).toMatchObject({ id: person.id });
  });
});

describe('a session', () => {
  async function wear(loginAt: number, maxAge: number): Promise<void> {
    const token = await encode({ token: { sub: person.id, loginAt }, secret: sessionSecret(), maxAge });
    browser.cookies.set(sessionCookieName(), token);
  }
  const nowUs = () => Date.now() * 1000;

  test('that nobody used for too long is over', async () => {
    await wear(nowUs(), 60);
    expect(await ask()).toMatchObject({ id: person.id });
    await wear(nowUs(), -60);
    await expect(ask()).rejects.toMatchObject(refused);
    expect(await poll()).toEqual({});
  });

  test('is over a week after signing in, however often it was used', async () => {
    await wear(nowUs() - absoluteLimitUs + 60_000_000, 3600);
    expect(await ask()).toMatchObject({ id: person.id });
    await poll();
    expect(await ask()).toMatchObject({ id: person.id });
    await wear(nowUs() - absoluteLimitUs - 1_000_000, 3600);
    await expect(ask()).rejects.toMatchObject(refused);
    expect(await poll()).toEqual({});
  });
});
