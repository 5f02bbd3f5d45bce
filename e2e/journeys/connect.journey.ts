import Anthropic from '@anthropic-ai/sdk';

import { expect, expectAccessible, openWorkspace, signIn, test } from './support/journey';
import { press, tabTo } from './support/keyboard';
import { workspaces } from './support/places';

test('from an empty workspace to the first memory of an agent', async ({ page, server }) => {
  await signIn(page, server, workspaces.empty.owner);
  await openWorkspace(page);
  const step = (name: string) => page.getByRole('region', { name });
  const light = page.getByRole('main').getByRole('status').last();

  await test.step('the list of stores, which is empty, says how to begin', async () => {
    await expect(page.getByText('Connect an agent')).toBeVisible();
    await expect(light).toContainText('The light comes on with the first call.');
    await expectAccessible(page);
  });

  const secret = await test.step('a key is made, and shown once', async () => {
    await press(page.getByRole('button', { name: 'Make the key' }));
    await expect(page.getByText('A key needs a name.')).toBeVisible();
    await expectAccessible(page);
    await tabTo(page.getByLabel('Name', { exact: true }), 'Shift+Tab');
    await page.keyboard.type('research-agent');
    await page.keyboard.press('Enter');
    await expect(page.getByText('is shown this once')).toBeVisible();
    const shown = step('Make a key for the agent').getByRole('code');
    await expect(shown).toBeFocused();
    return (await shown.textContent()) ?? '';
  });

  const storeId = await test.step('a store is made', async () => {
    await tabTo(page.getByLabel('Name of the new store'));
    await page.keyboard.type('Research notes');
    await page.keyboard.press('Enter');
    const store = page.getByLabel('Store', { exact: true });
    await expect(store).toBeFocused();
    await expect(light).toHaveText('Waiting for the first call…');
    await expectAccessible(page);
    return store.inputValue();
  });

  await test.step('the snippet holds the address, the store and the key', async () => {
    const snippet = step('Write the first memory');
    for (const language of ['TypeScript', 'Python', 'curl']) {
      await press(snippet.getByRole('button', { name: language }));
      await expect(snippet).toContainText(server.url);
      await expect(snippet).toContainText(storeId);
      await expect(snippet).toContainText(`PALIMPSEST_API_KEY=${secret}`);
    }
  });

  await test.step('the light comes on when the agent calls with this key, and leads to what it wrote', async () => {
    const agent = new Anthropic({ baseURL: server.url, apiKey: secret });
    const content = '# Hello\n\nThe first thing that I remember.\n';
    await agent.beta.memoryStores.memories.create(storeId, { path: '/hello.md', content });
    await expect(light).toContainText('Connected: /hello.md was written');
    await expectAccessible(page);
    await press(page.getByRole('link', { name: 'Open what it wrote' }));
    await expect(page.getByText('The first thing that I remember.')).toBeVisible();
    await expect(page.getByRole('heading', { name: 'hello.md' }).first()).toBeVisible();
    await expect(page.getByText(secret)).toHaveCount(0);
  });
});
