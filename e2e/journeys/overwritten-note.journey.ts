import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

import { expect, expectAccessible, test } from './support/journey';
import { personNamed } from './support/servers';

const path = '/research/crdts.md';
const careful = readFileSync('prisma/seed/texts/crdts.md');
const carefulHash = createHash('sha256').update(careful).digest('hex');

function shownHash(page: Page) {
  return page
    .getByRole('region', { name: 'About this memory' })
    .getByRole('button', { name: 'Copy the SHA-256' });
}

test('a newcomer finds the note that an agent destroyed, sees what was lost, and puts it back', async ({
  page,
  server,
  demoSdk,
}) => {
  const { keyboard } = page;
  const { email, password } = personNamed(server, 'demo');
  await page.goto('/');
  await page.getByLabel('E-mail').pressSequentially(email);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Enter');

  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible();
  await page.getByRole('link', { name: 'Stores', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Stores', level: 1 })).toBeVisible();
  await keyboard.press('/');
  await keyboard.type('research');
  await expect(page.getByRole('status').filter({ hasText: '1 store' })).toBeAttached();
  await keyboard.press('ArrowDown');
  await expect(page.getByRole('link', { name: 'Research notes' })).toBeFocused();
  await expectAccessible(page);
  await keyboard.press('Enter');

  const tree = page.getByRole('tree');
  await expect(tree.getByRole('treeitem').first()).toBeVisible();
  await expectAccessible(page);
  await keyboard.press('f');
  await keyboard.type('crdt');
  // The one folder of the store is one row too: what counts is what the filter found.
  await expect(tree).toHaveAccessibleName('Memories that the filter found');
  await expect(tree.getByRole('treeitem', { name: 'crdts.md' })).toBeVisible();
  await keyboard.press('Enter');
  await expect(tree).toBeFocused();
  await keyboard.press('Enter');

  const sizes = page.getByRole('slider', { name: 'Version, by its size' });
  await expect(sizes).toHaveAttribute('aria-valuetext', /^Version 2: .*79 % smaller than before$/);
  await expect(page.getByText('79 % lost')).toBeVisible();
  await expect(shownHash(page)).not.toHaveAttribute('title', carefulHash);
  await expectAccessible(page);

  await keyboard.press('d');
  const difference = page.getByRole('region', { name: 'Difference' });
  await expect(difference).toContainText('It had not read this memory.');
  await expectAccessible(page);

  await keyboard.press('c');
  await sizes.press('ArrowLeft');
  await expect(page.getByRole('region', { name: 'Earlier version' })).toContainText('version 1 of 2');
  await expectAccessible(page);
  await keyboard.press('r');
  const dialog = page.getByRole('dialog', { name: 'Restore version 1' });
  await expect(dialog.getByRole('region', { name: 'Difference' })).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Reason').pressSequentially('A run wrote over it without reading it');
  await dialog.getByRole('button', { name: 'Restore this version' }).press('Enter');

  await expect(page.getByText('Restored version 1', { exact: true })).toBeVisible();
  await expect(dialog).toBeHidden();
  await expect(shownHash(page)).toHaveAttribute('title', carefulHash);
  await expect(page.getByRole('button', { name: /^3 modified/ })).toHaveAttribute('aria-current', 'true');
  await expectAccessible(page);

  const { memoryStores } = demoSdk.beta;
  const [store] = (await memoryStores.list()).data.filter(({ name }) => name === 'Research notes');
  const memory_store_id = store?.id ?? '';
  const { data } = await memoryStores.memories.list(memory_store_id, { path_prefix: '/research/' });
  const [listed] = data.filter((each) => each.type === 'memory' && each.path === path);
  if (listed?.type !== 'memory') throw new Error('The note is not listed.');
  const read = await memoryStores.memories.retrieve(listed.id, { memory_store_id });
  expect(Buffer.from(read.content ?? '').equals(careful), 'the same bytes').toBe(true);
  expect(read.content_sha256).toBe(carefulHash);
});
