import Anthropic from '@anthropic-ai/sdk';
import { test as base, expect } from '@playwright/test';
import type { Browser, Cookie, Page } from '@playwright/test';
import axe from 'axe-core';

import { workspaces } from './places';
import type { Person } from './places';
import { personNamed, readDemoKey, startJourneyServer } from './servers';
import type { JourneyServer, PersonName } from './servers';

type Given = Record<PersonName, Page> & {
  /** The official SDK with the key of an operator of the owner's workspace. */
  sdk: Anthropic;
  /** The same in the demonstration. */
  demoSdk: Anthropic;
  /** A page on which nobody is signed in yet; what goes wrong in it fails the journey. */
  page: Page;
};

type GivenOnce = {
  server: JourneyServer;
  /** The cookies of who has signed in before: an account may not do so often. */
  jar: Map<PersonName, Cookie[]>;
};

export const test = base.extend<Given, GivenOnce>({
  server: [
    // Playwright finds what a fixture needs by its first parameter, which therefore must be a pattern.
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide, info) => {
      const isOnPostgres = info.project.name.endsWith('postgres');
      const server = await startJourneyServer(isOnPostgres ? 'postgres' : 'embedded');
      await provide(server);
      await server.dispose();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  // oxlint-disable-next-line no-empty-pattern
  jar: [({}, provide) => provide(new Map()), { scope: 'worker' }],
  baseURL: ({ server }, provide) => provide(server.url),
  sdk: ({ server }, provide) =>
    provide(new Anthropic({ baseURL: server.url, apiKey: workspaces.journeys.operatorKey })),
  demoSdk: ({ server }, provide) =>
    provide(new Anthropic({ baseURL: server.url, apiKey: readDemoKey(server) })),
  page: ({ page }, provide) => provideWatched(page, provide),
  owner: pageAs('owner'),
  demo: pageAs('demo'),
  viewer: pageAs('viewer'),
  auditor: pageAs('auditor'),
});

/** A page in a browser of their own, in which that person is signed in. */
function pageAs(name: PersonName) {
  return async (
    { browser, server, jar }: GivenOnce & { browser: Browser },
    provide: (page: Page) => Promise<void>,
  ): Promise<void> => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const cookies = jar.get(name);
    if (cookies === undefined) await signIn(page, server, personNamed(server, name));
    else await context.addCookies(cookies);
    jar.set(name, await context.cookies());
    await provideWatched(page, provide);
    await context.close();
  };
}

async function provideWatched(page: Page, provide: (page: Page) => Promise<void>): Promise<void> {
  const faults = watchConsole(page);
  await provide(page);
  expect(faults, 'nothing went wrong in the page').toEqual([]);
}

/** Errors that the page reports, violations of its security policy among them. What a journey provokes it must expect by name. */
function watchConsole(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    // The browser itself reports every refused request; that the page copes is what journeys look at.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(String(error)));
  return faults;
}

/** Signs in as the sign-in page does, without showing it. */
export async function signIn(page: Page, { url }: Pick<JourneyServer, 'url'>, person: Person): Promise<void> {
  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = { ...person, csrfToken, json: 'true', callbackUrl: '/' };
  const answer = await page.request.post('/api/auth/callback/credentials', {
    form,
    headers: { origin: url },
  });
  expect(answer.ok(), 'the sign-in succeeds').toBe(true);
}

/** Opens the list of stores, and waits until it hears keys: it is drawn before. Returns the address of the workspace, `/w/…`. */
export async function openWorkspace(page: Page): Promise<string> {
  const me = (await (await page.request.get('/v1/me')).json()) as { workspace: { id: string } };
  const root = `/w/${me.workspace.id}`;
  await page.goto(`${root}/stores`);
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
  await expect(page.getByText('live', { exact: true })).toBeAttached();
  return root;
}

/** By its tag one would get the rules too that are switched off. */
const colourRules = ['color-contrast', 'link-in-text-block'];

/** What breaks a rule, each with where it is. There are no frames of other origins, nor sheets that would have to be fetched. */
async function findViolations(page: Page, rules: string[] | null): Promise<string[]> {
  const isLoaded = await page.evaluate(() => 'axe' in globalThis);
  if (!isLoaded) await page.evaluate(axe.source);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    preload: false,
    ...(rules && { runOnly: { type: 'rule', values: rules } }),
  };
  return page.evaluate(async (wanted) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, wanted);
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`,
    );
  }, options);
}

/** The page as it stands, in light and dark, breaks no rule of accessibility. In the dark nothing but the colours is another. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await findViolations(page, null), 'axe, light').toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await findViolations(page, colourRules), 'axe, dark').toEqual([]);
}

export { expect };
