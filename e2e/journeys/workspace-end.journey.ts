import Anthropic from '@anthropic-ai/sdk';

import { expect, expectAccessible, openWorkspace, signIn, test } from './support/journey';
import { press } from './support/keyboard';
import { workspaces } from './support/places';

const { name, owner, operatorKey: apiKey } = workspaces.doomed;

test('what a workspace decides about itself, up to its end', async ({ page, server }) => {
  test.slow();
  const sdk = new Anthropic({ baseURL: server.url, apiKey, maxRetries: 0 });
  const store = await sdk.beta.memoryStores.create({ name: 'Notes' });
  await signIn(page, server, owner);
  const root = await openWorkspace(page);
  const dialog = page.getByRole('dialog');
  const region = (name: string) => page.getByRole('region', { name });

  await test.step('history is kept for good, until somebody says otherwise', async () => {
    await page.goto(`${root}/settings/retention`);
    const policy = region('How long history is kept');
    await expect(policy).toContainText('Everything is kept');
    await expectAccessible(page);
    await press(policy.getByRole('button', { name: 'Change the policy…' }));
    await dialog.getByLabel('Remove them with their history').check();
    await dialog.getByLabel('After').fill('0');
    await press(dialog.getByRole('button', { name: 'Set the policy' }));
    await expect(dialog.getByText('A whole number from 1 to 36,500.')).toBeVisible();
    await dialog.getByLabel('After').fill('30');
    await expectAccessible(page);
    await press(dialog.getByRole('button', { name: 'Set the policy' }));
    await expect(policy).toContainText('30 days after it was deleted');
  });

  await test.step('a run shows first what it would remove, and is followed', async () => {
    await press(region('How long history is kept').getByRole('button', { name: 'Remove now…' }));
    await expect(dialog).toContainText('Nothing: whatever the policies do not keep is gone already.');
    await page.keyboard.press('Escape');
  });

  await test.step('a reason becomes required, and the dialogs know', async () => {
    const form = region('When a reason is asked for');
    await form.getByLabel('Archive').selectOption('required');
    await press(form.getByRole('button', { name: 'Save' }));
    await expect(page.getByText('It counts from the next act on.')).toBeVisible();
    const memory = await sdk.beta.memoryStores.memories.create(store.id, { path: '/a.md', content: 'a' });
    await page.goto(`${root}/stores/${store.id}/memories/${memory.id}`);
    await press(page.getByRole('button', { name: 'Archive…' }));
    await press(dialog.getByRole('button', { name: 'Archive' }));
    await expect(dialog.getByText('Say why, for whoever reads the trail.')).toBeVisible();
  });

  await test.step('the limits say how much of them is used', async () => {
    await page.goto(`${root}/settings/limits`);
    await expect(region('Memories in a store')).toContainText('1 of 200,000');
    await expectAccessible(page);
  });

  await test.step('the workspace goes once its name is typed, and nobody gets in any more', async () => {
    await page.goto(`${root}/settings/danger`);
    await expect(page.getByText('afterwards you cannot sign in here')).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('button', { name: 'Delete this workspace…' }));
    const act = dialog.getByRole('button', { name: 'Delete the workspace' });
    await expect(act).toBeDisabled();
    await page.keyboard.type(name);
    await expectAccessible(page);
    await press(act);
    await page.waitForURL('**/sign-in**');
    await expect(sdk.beta.memoryStores.list()).rejects.toMatchObject({ status: 401 });
  });
});
