import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { makeBrowser } from '@/lib/testing/browser';
import type { Browser } from '@/lib/testing/browser';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace, unique } from '@/lib/testing/factories';
import { startIdentityProvider } from '@/lib/testing/identity-provider';
import type { ProviderPeople } from '@/lib/testing/identity-provider';
import { asOwner } from '@/lib/testing/owner';
import { makePerson, openBrowser, password } from '@/lib/testing/sign-in';
import { createInvitation } from '@/lib/workspaces/create-invitation';
import { listSignInWays } from '@/lib/workspaces/read';

import type { Actor } from './actor';
import { authenticate } from './authenticate';

// Each sign-in goes to the provider and back.
vi.setConfig({ testTimeout: 120_000 });
const url = 'http://127.0.0.1:3000';
const context = useDatabase();

const provider = await startIdentityProvider();
const settings = { ...provider.env, PUBLIC_URL: url, NEXTAUTH_URL: url, LOG_LEVEL: 'silent' };
for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);

let system: Actor;
const people: ProviderPeople = {};
let browser: Browser;
let login: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  provider.serve(url, people);
});
afterAll(() => provider.stop());
beforeEach(() => {
  login = unique('grace');
  people[login] = { email: `${login}@example.org`, email_verified: true, name: 'Grace' };
  browser = openBrowser(url);
});

type Fields = Record<string, string>;

/** The address to which the page sends somebody who wants to sign in with the provider. */
async function leave(fields: Fields = {}): Promise<Response> {
  const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
  return browser.post('/api/auth/signin/oidc', { csrfToken, json: 'true', callbackUrl: '/', ...fields });
}

/** Signs in at the provider. Returns the address with which it sends somebody back. */
async function proveAt(address: string): Promise<string> {
  const visitor = makeBrowser(provider.issuer, fetch);
  let location = address;
  while (location.startsWith(provider.issuer)) {
    const { pathname, search } = new URL(location);
    const asked = await visitor.get(pathname + search);
    const answer = asked.headers.has('location')
      ? asked
      : await visitor.post(pathname, { prompt: 'login', login, password: 'anything' });
    location = new URL(answer.headers.get('location') ?? '', provider.issuer).href;
  }
  return location;
}

/** Goes all the way. Returns where it leads. */
async function signIn(fields: Fields = {}): Promise<string> {
  const { url: address } = (await (await leave(fields)).json()) as { url: string };
  const back = new URL(await proveAt(address));
  const answer = await browser.get(back.pathname + back.search);
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

function ask(): Promise<Actor> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return authenticate(new Request(`${url}/v1/me`, { headers: { cookie } }));
}

const invite = (email = `${login}@example.org`) => createInvitation(system, { email, role: 'reviewer' });
const refused = { code: 'unauthenticated' };

describe('signing in with a provider', () => {
  test('asks for PKCE, state and nonce, and for when they proved who they are', async () => {
    const { url: address } = (await (await leave()).json()) as { url: string };
    const asked = new URL(address).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce', 'max_age']) expect(asked.get(name)).toBeTruthy();
    expect(asked.get('scope')).toBe('openid email profile');
  });

  test('lets in who is invited, and again later, and leads to where they wanted', async () => {
    await invite();
    expect(await signIn({ callbackUrl: '/w/1?compare=a' })).toBe('/w/1?compare=a');
    const actor = await ask();
    expect(actor).toMatchObject({ type: 'user_actor', role: 'reviewer', hasRecentSignIn: true });
    browser = openBrowser(url);
    await signIn();
    expect(await ask()).toMatchObject({ id: actor.id });
  });

  test('obeys the same revocation as a password', async () => {
    await invite();
    await signIn();
    const { id } = await ask();
    await asOwner(context, (query) =>
      query('UPDATE user_account SET sessions_expired_at = now_us() WHERE id = $1', [id]),
    );
    await expect(ask()).rejects.toMatchObject(refused);
    await signIn();
    expect(await ask()).toMatchObject({ id });
  });

  test.each([
    ['uninvited', () => undefined],
    ['unverified', () => Object.assign(people[login]!, { email_verified: false })],
    ['has_account', () => makePerson(system, { email: `${login}@example.org` })],
  ])('tells who is %s what to do, and signs nobody in', async (why, prepare) => {
    await prepare();
    if (why === 'unverified') await invite();
    expect(await signIn()).toBe(`/sign-in/refused?why=${why}`);
    await expect(ask()).rejects.toMatchObject(refused);
  });

  test('does not take somebody else’s invited address from a provider that does not verify it', async () => {
    const victim = await makePerson(system, { role: 'admin' });
    people[login] = { email: victim.email, email_verified: false };
    expect(await signIn()).toBe('/sign-in/refused?why=unverified');
    people[login] = { email: victim.email, email_verified: true };
    expect(await signIn()).toBe('/sign-in/refused?why=has_account');
    await expect(ask()).rejects.toMatchObject(refused);
  });

  test.each(['state', 'nonce', 'pkce'])('fails without the %s that this browser left with', async (name) => {
    await invite();
    const { url: address } = (await (await leave()).json()) as { url: string };
    const back = new URL(await proveAt(address));
    expect(browser.cookies.delete(`palimpsest.${name}`)).toBe(true);
    const answer = await browser.get(back.pathname + back.search);
    expect(answer.headers.get('location')).toContain('error=OAuthCallback');
    await expect(ask()).rejects.toMatchObject(refused);
  });

  test('accepts an answer once, and no answer that another browser asked for', async () => {
    await invite();
    const { url: address } = (await (await leave()).json()) as { url: string };
    const back = new URL(await proveAt(address));
    const stranger = openBrowser(url);
    const stolen = await stranger.get(back.pathname + back.search);
    expect(stolen.headers.get('location')).toContain('error=');
    expect([...stranger.cookies.keys()]).not.toContain('palimpsest.session');
  });
});

describe('linking', () => {
  const link = () => signIn({ link: system.workspaceId, callbackUrl: '/w/1/settings/account' });

  test('gives the provider’s identity to whoever is signed in and has its address', async () => {
    const person = await makePerson(system, { email: `${login}@example.org` });
    await browser.signIn(person.email, password);
    expect(await link()).toBe('/w/1/settings/account');
    expect((await listSignInWays(await ask())).identities).toMatchObject([
      { issuer: provider.issuer, subject: login },
    ]);
    browser = openBrowser(url);
    await signIn();
    expect(await ask()).toMatchObject({ id: person.id });
  });

  test('refuses an identity with another address', async () => {
    const person = await makePerson(system);
    await browser.signIn(person.email, password);
    expect(await link()).toBe('/sign-in/refused?why=other_address');
    expect((await listSignInWays(await ask())).identities).toEqual([]);
  });

  test('is for who is signed in, and only when they asked for it', async () => {
    expect((await leave({ link: system.workspaceId })).status).toBe(401);
    const person = await makePerson(system, { email: `${login}@example.org` });
    await browser.signIn(person.email, password);
    expect(await signIn()).toBe('/sign-in/refused?why=has_account');
    expect((await listSignInWays(await ask())).identities).toEqual([]);
  });
});
