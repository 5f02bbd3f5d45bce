import type { Page } from '@playwright/test';

import { startIdentityProvider } from '@/lib/testing/identity-provider';
import type { IdentityProvider } from '@/lib/testing/identity-provider';

import { expect, expectAccessible, openWorkspace, test as base } from './support/journey';
import { press } from './support/keyboard';
import { personNamed, readDemoKey, startJourneyServer } from './support/servers';
import type { JourneyServer } from './support/servers';

const people = {
  grace: { email: 'grace@example.org', email_verified: true, name: 'Grace' },
  mallory: { email: 'mallory@example.org', email_verified: true, name: 'Mallory' },
  unverified: { email: 'unverified@example.org', email_verified: false, name: 'Uma' },
  /** Says that the address of the demonstration's administrator is theirs. */
  thief: { email: 'demo@palimpsest.local', email_verified: true, name: 'Thief' },
};

type Own = { provider: IdentityProvider; own: JourneyServer };

const test = base.extend<Own>({
  // oxlint-disable-next-line no-empty-pattern
  provider: async ({}, provide) => {
    const provider = await startIdentityProvider();
    await provide(provider);
    await provider.stop();
  },
  own: async ({ provider }, provide) => {
    const server = await startJourneyServer('embedded', provider.env);
    provider.serve(server.url, people);
    await provide(server);
    await server.dispose();
  },
  baseURL: ({ own }, provide) => provide(own.url),
});

async function invite(own: JourneyServer, email: string): Promise<void> {
  const headers = { 'x-api-key': readDemoKey(own), 'content-type': 'application/json' };
  const body = JSON.stringify({ email, role: 'viewer' });
  const answer = await fetch(`${own.url}/v1/invitations`, { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
}

/** At the provider, and back. */
async function proveAs(page: Page, { url }: JourneyServer, login: string): Promise<void> {
  await page.getByPlaceholder('Enter any login').fill(login);
  await page.getByPlaceholder('and password').fill('anything');
  await page.keyboard.press('Enter');
  await page.waitForURL(`${url}/**`);
}

/** From the sign-in page to the provider and back, as somebody whom it does not know yet. */
async function signInAs(page: Page, own: JourneyServer, login: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto('/sign-in');
  await press(page.getByRole('button', { name: 'Sign in with Example Login' }));
  await proveAs(page, own, login);
}

test('with a provider: invited, uninvited, unverified, and somebody else’s address', async ({
  page,
  own,
}) => {
  test.slow();
  await invite(own, people.grace.email);
  await invite(own, people.unverified.email);

  await test.step('who is invited is in, and again without another invitation', async () => {
    await page.goto('/sign-in');
    await expectAccessible(page);
    await signInAs(page, own, 'grace');
    await signInAs(page, own, 'grace');
    await page.goto(`${await openWorkspace(page)}/settings/account`);
    await expect(page.getByRole('main')).toContainText(people.grace.email);
    await expect(page.getByRole('list', { name: 'Linked ways to sign in' })).toContainText('Example Login');
    await expectAccessible(page);
  });

  await test.step('who is not invited is told how to ask', async () => {
    await signInAs(page, own, 'mallory');
    await expect(page.getByRole('heading', { name: 'You are not invited yet' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('Ask an administrator');
    await expectAccessible(page);
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  await test.step('an invited address that is not verified opens nothing', async () => {
    await signInAs(page, own, 'unverified');
    await expect(page.getByRole('heading', { name: 'Your address is not verified' })).toBeVisible();
  });

  await test.step('somebody else’s address never becomes their account', async () => {
    await signInAs(page, own, 'thief');
    await expect(page.getByRole('heading', { name: 'This address has an account already' })).toBeVisible();
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  await test.step('nor is another address linked to an account by who is signed in', async () => {
    const viewer = personNamed(own, 'viewer');
    await page.context().clearCookies();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(viewer.email);
    await page.getByLabel('Password').fill(viewer.password);
    await page.keyboard.press('Enter');
    await press(page.getByRole('link', { name: 'Settings' }));
    await press(page.getByRole('button', { name: 'Link Example Login' }));
    await proveAs(page, own, 'mallory');
    await expect(page.getByRole('heading', { name: 'This is another address' })).toBeVisible();
    await expectAccessible(page);
  });
});
