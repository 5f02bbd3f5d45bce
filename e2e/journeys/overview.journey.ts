import Anthropic from '@anthropic-ai/sdk';
import type { Page } from '@playwright/test';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';

const careful = Array.from(
  { length: 60 },
  (_, line) => `- ${line}: what we learnt about topic ${line * 3}\n`,
).join('');
const path = '/notes/destroyed.md';

/** A note, and a run that writes over it without having read it. */
async function destroyNote(sdk: Anthropic, baseURL: string): Promise<string> {
  const { id } = await sdk.beta.memoryStores.create({ name: 'Looked after' });
  const note = await sdk.beta.memoryStores.memories.create(id, { path, content: careful });
  const session = await sdk.beta.sessions.create({
    agent: 'hasty-agent',
    environment_id: 'env_journey',
    resources: [{ type: 'memory_store', memory_store_id: id, access: 'read_write' }],
  });
  const { session_token: apiKey } = session as typeof session & { session_token: string };
  const hasty = new Anthropic({ baseURL, apiKey });
  await hasty.beta.memoryStores.memories.update(note.id, { memory_store_id: id, content: 'No notes yet.\n' });
  return id;
}

/** Follows the keyboard's way to a link that is there already. */
async function follow(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('main').getByRole('link', { name }).first().press('Enter');
}

test('the first page shows the note that an agent destroyed, and every number leads to what it counts', async ({
  owner: page,
  sdk,
  server,
}) => {
  await destroyNote(sdk, server.url);
  const root = await openWorkspace(page);
  await page.getByRole('link', { name: 'Overview', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();

  await test.step('what was written a moment ago comes by itself', async () => {
    const lost = page.getByRole('region', { name: 'Texts lost in the last 7 days' });
    await expect(lost.getByRole('link', { name: path })).toBeVisible({ timeout: 20_000 });
    await expect(lost.getByText('had not read it').first()).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('by keyboard to what was lost', async () => {
    await page.keyboard.press('j');
    await expect(page.getByRole('link', { name: path })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: 'Difference' })).toContainText(
      'It had not read this memory.',
    );
    await page.goBack();
  });

  const lists: [RegExp, string][] = [
    [/overwritten$/, path],
    [/ by sessions$/, path],
  ];
  for (const [link, words] of lists) {
    await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
    await follow(page, link);
    await expect(page.getByText(words).first()).toBeVisible();
    await expectAccessible(page);
    await page.goBack();
  }
  for (const place of ['withheld', 'jobs', 'destructive-changes?operation=deleted&days=30']) {
    await page.goto(`${root}/${place}`);
    await expect(page.getByRole('form', { name: 'Filters' })).toBeVisible();
    const list = page.getByRole('region', { name: /^(?:Memories that|Jobs that|Destructive changes)/ });
    await expect(list.or(page.getByText(/^No(?:thing of this| change| job)/))).toBeVisible();
    await expectAccessible(page);
  }
});

test('an auditor sees that a text was lost, and neither whose nor where', async ({ auditor: page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Written' })).toBeVisible();
  expect(await page.content()).not.toContain('crdts');
  await expectAccessible(page);
});
