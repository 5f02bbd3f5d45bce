import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press, tabTo } from './support/keyboard';

const texts = ['# Note\n\nThe first text.\n', '# Note\n\nThe second text, which is longer than the first.\n'];

test('search and help by keyboard, a colour that stays, and what is shown when something is missing', async ({
  owner: page,
  sdk,
}) => {
  const store = await sdk.beta.memoryStores.create({ name: 'Places and states' });
  const path = '/a-note.md';
  const memory = await sdk.beta.memoryStores.memories.create(store.id, { path, content: texts[0]! });
  const workspace = await openWorkspace(page);
  const html = page.locator('html');
  const dialog = (name: string) => page.getByRole('dialog', { name });

  await test.step('the search everywhere leads to a store', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type('Places and');
    await expect(page.getByRole('option', { name: 'Places and states', selected: true })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${workspace}/stores/${store.id}`);
    await expect(dialog('Search everywhere')).toHaveCount(0);
  });

  await test.step('the help names the keys of the page, and no key works while somebody types', async () => {
    await page.keyboard.press('?');
    await expect(dialog('Keys')).toContainText('Filter the memories of this store');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(dialog('Keys')).toHaveCount(0);
    await page.keyboard.press('f');
    await page.keyboard.type('?N');
    await expect(page.getByLabel('Filter memories by path')).toHaveValue('?N');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('No path holds this')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('dark stays dark after the page is loaded anew', async () => {
    await page.emulateMedia({ colorScheme: 'light' });
    await press(page.getByRole('button', { name: /^Account of/ }), 'Shift+Tab');
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.press('d');
    await expect(page.getByRole('menuitem', { name: 'Dark', exact: true })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(html).toHaveAttribute('data-theme', 'dark');
    const dark = await html.evaluate((element) => getComputedStyle(element).colorScheme);
    await page.reload();
    await expect(html).toHaveAttribute('data-theme', 'dark');
    expect(await html.evaluate((element) => getComputedStyle(element).colorScheme)).toBe(dark);
    expect(dark).toBe('dark');
  });

  await test.step('without a network what is shown stays, and acts say why they rest', async () => {
    await page.goto(`${workspace}/stores/${store.id}/memories/${memory.id}`);
    await expect(page.getByText('The first text.')).toBeVisible();
    // It is drawn before it is alive.
    await expect(page.getByText('live', { exact: true })).toBeVisible();
    await page.context().setOffline(true);
    await expect(page.getByText('You are offline. What is on the screen stays readable')).toBeVisible();
    const archive = page.getByRole('button', { name: 'Archive…', exact: true });
    await press(archive);
    await expect(archive).toHaveAccessibleDescription('You are offline.');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('The first text.')).toBeVisible();
    await expectAccessible(page);
    await page.context().setOffline(false);
    await expect(page.getByText('You are offline.')).toHaveCount(0);
    await tabTo(archive);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('what is not there is said inside the frame', async () => {
    for (const missing of ['nowhere', 'stores/memstore_none', `stores/${store.id}/memories/mem_none`]) {
      await page.goto(`${workspace}/${missing}`);
      await expect(page.getByRole('navigation', { name: 'Workspace' })).toBeVisible();
      await expect(page.getByRole('main')).toContainText(/There is nothing at this address|There is no such/);
      await expectAccessible(page);
    }
  });
});

test('nothing is cut off at 320 pixels', async ({ owner: page, sdk }) => {
  const { id: storeId } = await sdk.beta.memoryStores.create({ name: 'Narrow' });
  const { memories } = sdk.beta.memoryStores;
  const long = `/a-folder/${'a-long-name-without-end-'.repeat(4)}.md`;
  const { id, memory_version_id: from } = await memories.create(storeId, { path: long, content: texts[0]! });
  const { memory_version_id: to } = await memories.update(id, {
    memory_store_id: storeId,
    content: texts[1]!,
  });
  await page.setViewportSize({ width: 320, height: 640 });
  const workspace = await openWorkspace(page);
  const memory = `${workspace}/stores/${storeId}/memories/${id}`;
  const pages = {
    [`${workspace}/stores`]: 'Narrow',
    [`${workspace}/stores/${storeId}`]: 'a-folder/',
    [`${workspace}/stores/${storeId}?pane=overview`]: 'What changed lately',
    [memory]: 'The second text',
    [`${memory}?view=diff&from=${from}&to=${to}`]: 'The first text.',
    [`${workspace}/search#q=second`]: 'second',
  };
  for (const [address, words] of Object.entries(pages)) {
    await page.goto(address);
    await expect(page.getByText(words).first(), address).toBeVisible();
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, `${address} needs no scrolling to the side`).toBeLessThanOrEqual(320);
  }
});
