import Anthropic from '@anthropic-ai/sdk';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press } from './support/keyboard';

test('a key is made, used by the SDK, seen as used, and revoked', async ({ owner: page, server }) => {
  const root = await openWorkspace(page);
  const dialog = page.getByRole('dialog');
  const row = page.getByRole('listitem').filter({ hasText: 'night-shift' });

  const secret = await test.step('a key is made with the keyboard, and shown once', async () => {
    await page.goto(`${root}/settings/keys`);
    await press(page.getByRole('button', { name: 'Make a key' }));
    await expect(dialog.getByLabel('Name')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog.getByText('A key needs a name.')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.type('night-shift');
    await page.keyboard.press('Enter');
    const shown = dialog.getByRole('code').first();
    await expect(shown).toBeFocused();
    const text = (await shown.textContent()) ?? '';
    await expect(dialog).toContainText(`PALIMPSEST_API_KEY=${text}`);
    await expectAccessible(page);
    await press(dialog.getByRole('button', { name: 'Done' }));
    await expect(row).toContainText(`…${text.slice(-4)}`);
    await expect(row).toContainText('Last usednever');
    return text;
  });

  const sdk = new Anthropic({ baseURL: server.url, apiKey: secret, maxRetries: 0 });
  await test.step('the SDK works with it, and its last use is seen', async () => {
    expect((await sdk.beta.memoryStores.list()).data).toEqual(expect.any(Array));
    await page.reload();
    await expect(row).toContainText(/Last used(?!never)/);
    await expectAccessible(page);
  });

  await test.step('it is trusted from now on, for a month', async () => {
    await press(row.getByRole('button', { name: 'Acts on the key night-shift' }));
    await page.getByRole('menuitem', { name: 'Trust and expiry…' }).press('Enter');
    await expect(dialog.getByLabel('Untrusted')).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await dialog.getByLabel('Expires').selectOption('30');
    await press(dialog.getByRole('button', { name: 'Change the key' }));
    await expect(row).toContainText('Trusted');
    await expect(row).not.toContainText('Expiresnever');
    expect((await sdk.beta.memoryStores.list()).data).toEqual(expect.any(Array));
  });

  await test.step('it is revoked, and the SDK is refused', async () => {
    await press(row.getByRole('button', { name: 'Acts on the key night-shift' }));
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText('refused with its next request');
    await press(dialog.getByRole('button', { name: 'Revoke the key' }));
    await expect(row).toContainText('revoked');
    await expect(sdk.beta.memoryStores.list()).rejects.toMatchObject({ status: 401 });
  });
});
