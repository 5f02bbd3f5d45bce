import { randomBytes } from 'node:crypto';
import type { Page } from '@playwright/test';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { countFound, expectNowhere } from './support/nowhere';

/** On the page of a memory: takes every place of the secret. */
async function takeAll(page: Page, secret: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Redact text of this memory' });
  await expect(page.getByRole('article', { name: 'Text' })).toContainText(secret);
  await page.keyboard.press('x');
  await dialog.getByLabel('Find all of').pressSequentially(secret);
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('1 place taken')).toBeVisible();
}

test('a leaked credential is redacted everywhere, and then found nowhere @both', async ({ owner, sdk }) => {
  test.slow();
  const secret = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const { memories, memoryVersions } = sdk.beta.memoryStores;
  const { id: memory_store_id } = await sdk.beta.memoryStores.create({ name: 'Leaky deployments' });
  const write = (path: string, content: string) => memories.create(memory_store_id, { path, content });
  const other = await write('/deploy/other.md', `Also ${secret} here.\n`);
  const memory = await write(`/deploy/${secret}.md`, `# Deploy\n\nkey: ${secret}\n`);
  for (const region of ['eu', 'us', 'apac']) {
    const content = `# Deploy\n\nkey: ${secret}\nregion: ${region}\n`;
    await memories.update(memory.id, { memory_store_id, content });
  }
  await expect.poll(() => countFound(sdk, secret, 'heads')).toBe(2);

  const root = `${await openWorkspace(owner)}/stores/${memory_store_id}`;
  const { keyboard } = owner;
  const dialog = owner.getByRole('dialog');
  const press = (name: string) => dialog.getByRole('button', { name }).last().press('Enter');
  await owner.goto(`${root}/memories/${memory.id}`);
  await takeAll(owner, secret);
  await expectAccessible(owner);
  await press('Show every place');
  await expect(dialog.getByRole('alert')).toContainText('The path of this memory holds the text too');
  await expectAccessible(owner);
  await press('Rename it first…');
  await dialog.getByLabel('New path').fill('/deploy/notes.md');
  await press('Move');
  await expect(owner.getByRole('heading', { name: '/deploy/notes.md' })).toBeVisible();

  await takeAll(owner, secret);
  await press('Show every place');
  await expect(dialog.getByRole('checkbox', { name: /^Version [1-4] content and path$/ })).toHaveCount(4);
  const elsewhere = dialog.getByRole('region', { name: 'Elsewhere in this workspace' });
  await expect(elsewhere).toContainText('/deploy/other.md in its content');
  await press('Redact permanently');
  await expect(dialog.getByText('Say why')).toBeVisible();
  await expectAccessible(owner);
  await dialog.getByLabel('Reason').pressSequentially('A credential leaked');
  await press('Redact permanently');
  await expect(dialog.getByText('Redacted, and read back')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeFocused();
  await expectAccessible(owner);

  await elsewhere.getByRole('link', { name: '/deploy/other.md' }).press('Enter');
  await owner.waitForURL(`**/memories/${other.id}`);
  await takeAll(owner, secret);
  await press('Show every place');
  await expect(dialog.getByText('It stands nowhere else in this workspace.')).toBeVisible();
  await dialog.getByLabel('Reason').pressSequentially('The same credential');
  await press('Redact permanently');
  await expect(dialog.getByText('Redacted, and read back')).toBeVisible();
  await expectNowhere(sdk, memory_store_id, secret);

  const received: Promise<string>[] = [];
  owner.on('response', (response) => received.push(response.text().catch(() => '')));
  const main = owner.getByRole('main');
  await owner.goto(`${root}/memories/${memory.id}`);
  await expect(main.getByRole('article', { name: 'Text' })).toContainText('[redacted]');
  for (const [key, name, shown] of [
    ['w', 'Raw', '[redacted]'],
    ['b', 'Blame', '[redacted]'],
    ['d', 'Diff', 'redacted'],
    ['c', 'Content', '[redacted]'],
  ] as const) {
    await keyboard.press(key);
    await expect(main.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
    const seen = { useInnerText: true };
    await expect(main.getByRole('region', { name: 'Text and its views' })).toContainText(shown, seen);
  }
  for (const number of [5, 4, 3, 2, 1]) {
    await keyboard.press('ArrowLeft');
    await expect(owner.getByRole('region', { name: 'Earlier version' })).toContainText(
      `version ${number} of 6`,
    );
    await expect(main.getByText('This version was redacted')).toBeVisible();
  }
  await expectAccessible(owner);
  const { data } = await memoryVersions.list(memory_store_id, { memory_id: memory.id });
  await owner.goto(`${root}/as-of?at=${data[1]?.created_at ?? ''}&memory=${memory.id}`);
  await expect(main.getByRole('heading', { name: 'path redacted' })).toBeVisible();
  await owner.goto(`${root}/history`);
  await expect(main.getByText('path redacted').first()).toBeVisible();
  await owner.goto(`${root.replace(/stores.*/, 'search')}?in=history#q=${secret}`);
  await main.getByRole('button', { name: 'Search old versions' }).press('Enter');
  await expect(main.getByText('No memory holds these words')).toBeVisible();
  const bodies = await Promise.all(received);
  expect(bodies.some((body) => body.includes('[redacted]'))).toBe(true);
  expect(bodies.filter((body) => body.includes(secret))).toEqual([]);
});
