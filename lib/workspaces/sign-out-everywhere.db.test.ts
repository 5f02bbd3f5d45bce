import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { authenticate } from '@/lib/auth/authenticate';
import type { Browser } from '@/lib/testing/browser';
import { useDatabase } from '@/lib/testing/database';
import { auditOf, makeKey, makeSession, makeWorkspace } from '@/lib/testing/factories';
import { makePerson, openBrowser, password } from '@/lib/testing/sign-in';

import { removeMember } from './remove-member';
import { signOutEverywhere } from './sign-out-everywhere';

const url = 'http://127.0.0.1:3000';
vi.stubEnv('NEXTAUTH_URL', url);
vi.stubEnv('LOG_LEVEL', 'silent');

useDatabase();

let system: Actor;
let person: { id: string; email: string };

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
beforeEach(async () => {
  person = await makePerson(system);
});

async function signIn({ email }: { email: string }): Promise<Browser> {
  const browser = openBrowser(url);
  expect((await browser.signIn(email, password)).status).toBe(200);
  return browser;
}

/** Who the API takes the browser for, in one of its person's workspaces. */
function ask(browser: Browser, { workspaceId } = system): Promise<Actor> {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'anthropic-workspace-id': workspaceId };
  return authenticate(new Request(`${url}/v1/me`, { headers }));
}

const refused = { code: 'unauthenticated' };

test('ends every sign-in of the person with one entry, and of nobody else', async () => {
  const [here, there] = [await signIn(person), await signIn(person)];
  const another = await signIn(await makePerson(system));
  const actor = { ...(await ask(here)), requestId: 'req_test' };
  await signOutEverywhere(actor);
  for (const browser of [here, there]) await expect(ask(browser)).rejects.toMatchObject(refused);
  expect(await ask(another)).toMatchObject({ type: 'user_actor' });
  expect(await ask(await signIn(person))).toMatchObject({ id: person.id });
  expect((await auditOf(system, person.id)).slice(1)).toMatchObject([
    {
      action: 'user.signed_out_everywhere',
      actor: { type: 'user_actor', user_id: person.id },
      target: { type: 'user', id: person.id },
      details: {},
      request_id: 'req_test',
    },
  ]);
});

test('is for people only', async () => {
  for (const actor of [await makeKey(system), await makeSession(system, {}), system]) {
    await expect(signOutEverywhere(actor)).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('reaches the other workspaces of the person, whose trails say nothing', async () => {
  const other = (await makeWorkspace()).system;
  await makePerson(other, { email: person.email });
  const browser = await signIn(person);
  const actor = await ask(browser);
  expect(await ask(browser, other)).toMatchObject({ id: person.id, workspaceId: other.workspaceId });
  await signOutEverywhere(actor);
  await expect(ask(browser, other)).rejects.toMatchObject(refused);
  expect(await auditOf(other, person.id)).toMatchObject([{ action: 'membership.created' }]);
});

test('is refused to somebody who was removed in the meantime', async () => {
  const actor = await ask(await signIn(person));
  await removeMember(system, person.id);
  await expect(signOutEverywhere(actor)).rejects.toMatchObject(refused);
  expect((await auditOf(system, person.id)).map(({ action }) => action)).not.toContain(
    'user.signed_out_everywhere',
  );
});

test('done again changes nothing for those who are signed out, and never goes back', async () => {
  const browser = await signIn(person);
  const actor = await ask(browser);
  const first = await signOutEverywhere(actor);
  const second = await signOutEverywhere(actor);
  expect(second.sessions_expired_at >= first.sessions_expired_at).toBe(true);
  await expect(ask(browser)).rejects.toMatchObject(refused);
});
