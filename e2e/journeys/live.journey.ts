import Anthropic from '@anthropic-ai/sdk';
import type { Locator, Page } from '@playwright/test';

import { startSpawnedServer } from '@/lib/testing/spawned-server';

import { expect, expectAccessible, openWorkspace, test as base } from './support/journey';
import { press } from './support/keyboard';

/** Agents write through a process of their own where there can be one. */
const test = base.extend<{ otherUrl: string }>({
  otherUrl: async ({ server }, provide) => {
    if (server.databaseUrl === null) return provide(server.url);
    const other = await startSpawnedServer({
      DATABASE_URL: server.databaseUrl,
      SEED_DEMO: '0',
      RUN_WORKER: '0',
    });
    await provide(other.url);
    await other.dispose();
  },
});

const isLive = (page: Page) => expect(page.getByText('live', { exact: true })).toBeVisible();
const news = (page: Page) => page.getByRole('region', { name: 'News' });
const text = (name: string) =>
  Array.from({ length: 120 }, (_, line) => `${name}, line ${line + 1}.`).join('\n\n');

/** Where the reader is: how far the page is scrolled, and where a line stands on the screen. */
async function placeOf(page: Page, line: Locator) {
  const scrolledPx = await page.evaluate(() => window.scrollY);
  return { scrolledPx, topPx: (await line.boundingBox())?.y };
}

test('what an agent writes is said at once, and nothing moves before it is wanted @both', async ({
  owner: page,
  sdk,
  otherUrl,
  server,
}) => {
  const { memories } = sdk.beta.memoryStores;
  const store = await sdk.beta.memoryStores.create({ name: 'Live notes' });
  const note = await memories.create(store.id, { path: '/note.md', content: text('Draft') });
  const { session_token: apiKey } = (await sdk.beta.sessions.create({
    agent: 'writer',
    environment_id: 'env_local',
    resources: [{ type: 'memory_store', memory_store_id: store.id, access: 'read_write' }],
  })) as unknown as { session_token: string };
  const agent = new Anthropic({ baseURL: otherUrl, apiKey }).beta.memoryStores.memories;
  const write = (content: string) => agent.update(note.id, { memory_store_id: store.id, content });
  await write(text('First'));
  const workspace = await openWorkspace(page);
  const storeAddress = `${workspace}/stores/${store.id}`;

  await test.step('a reader in the midst of a memory is told of a newer version, and stays where they are', async () => {
    await page.goto(`${storeAddress}/memories/${note.id}`);
    await isLive(page);
    const line = page.getByText('First, line 60.');
    await line.scrollIntoViewIfNeeded();
    const before = await placeOf(page, line);
    expect(before.scrolledPx).toBeGreaterThan(0);
    await write(text('Second'));
    await expect(news(page)).toContainText('A newer version was written by session');
    await expect(page.getByText(/^There is something new/)).toHaveRole('status');
    expect(await placeOf(page, line)).toEqual(before);
    await expectAccessible(page);
    await page.keyboard.press('u');
    await expect(page.getByText('Second, line 60.')).toBeVisible();
    await expect(news(page)).toHaveCount(0);
    expect(await placeOf(page, page.getByText('Second, line 60.'))).toEqual(before);
  });

  await test.step('what they read and what there is now are laid side by side', async () => {
    await write(text('Third'));
    await press(news(page).getByRole('button', { name: 'Compare' }));
    await expect(page.getByRole('link', { name: 'Diff' })).toHaveAttribute('aria-current', 'page');
    await expect(page.getByRole('region', { name: 'Changed lines' })).toContainText('Third');
    await expect(news(page)).toHaveCount(0);
  });

  await test.step('a list says how many changes there are, and takes them in when asked', async () => {
    await page.goto(storeAddress);
    await isLive(page);
    const entry = (name: string) => page.getByRole('treeitem', { name: new RegExp(name) });
    await expect(entry('note.md')).toBeVisible();
    const own = await page.request.post(`/v1/memory_stores/${store.id}/memories`, {
      data: { path: '/own.md', content: 'By the reader.' },
      headers: {
        origin: server.url,
        'anthropic-workspace-id': workspace.replace('/w/', ''),
        'anthropic-beta': 'agent-memory-2026-07-22',
      },
    });
    expect(own.status()).toBe(200);
    for (const path of ['/one.md', '/two.md']) await agent.create(store.id, { path, content: 'New.' });
    await expect(news(page)).toContainText('2 changes by session');
    await expect(entry('one.md')).toHaveCount(0);
    await press(news(page).getByRole('button', { name: 'Show' }));
    for (const name of ['one.md', 'two.md', 'own.md']) await expect(entry(name)).toBeVisible();
    await expect(page.getByRole('main')).toBeFocused();
  });

  if (server.databaseUrl === null) return;
  await test.step('what was written while the own server was away is told once it is back', async () => {
    await page.goto(storeAddress);
    await isLive(page);
    const restarted = server.restart();
    await expect(page.getByText('reconnecting', { exact: true })).toBeVisible();
    await agent.create(store.id, { path: '/four.md', content: 'New.' });
    await restarted;
    await expect(news(page)).toContainText('1 change by session');
    await isLive(page);
  });
});

test('more pages than a browser has connections for a site share one', async ({ owner: page }) => {
  const address = `${await openWorkspace(page)}/search`;
  const more = await Promise.all(Array.from({ length: 7 }, () => page.context().newPage()));
  await Promise.all(more.map((each) => each.goto(address)));
  for (const each of more) await isLive(each);
  const status = await page.evaluate(async () => (await fetch('/v1/me')).status);
  expect(status).toBe(200);
});
