import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press, tabTo } from './support/keyboard';
import { expectRefused, findTarget, listActs } from './support/refused-acts';

test('a viewer is refused every act, by page and by API', async ({ viewer: page, demoSdk, server }) => {
  const target = await findTarget(demoSdk);
  const workspace = await openWorkspace(page);
  const root = `${workspace}/stores/${target.storeId}`;
  await expect(page.getByRole('button', { name: 'New store' })).toHaveCount(0);
  await page.keyboard.press('c');

  await test.step('a memory is read, and its acts say why not', async () => {
    await page.goto(`${root}/memories/${target.memoryId}`);
    await expect(page.getByRole('tree')).toBeVisible();
    for (const name of ['Edit', 'Redact…', 'Archive…']) {
      const act = page.getByRole('button', { name, exact: true });
      await press(act);
      await expect(act).toHaveAttribute('aria-disabled', 'true');
      await expect(act).toHaveAccessibleDescription(/Your role, viewer, may not do this/);
    }
    for (const key of ['e', 'm', 'x', 'a', 'r', 'N']) await page.keyboard.press(key);
    await press(page.getByRole('button', { name: 'More acts on this memory' }));
    const items = page.getByRole('menuitem');
    await expect(items).not.toHaveCount(0);
    for (const item of await items.all()) {
      await expect(item).toHaveAttribute('aria-disabled', 'true');
      await expect(item).toContainText('Your role, viewer, may not do this');
    }
    await page.keyboard.press('Enter');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  await test.step('nothing can be selected in the tree', async () => {
    await tabTo(page.getByRole('tree'), 'Shift+Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowUp');
    await page.keyboard.press('ControlOrMeta+a');
    await expect(page.getByRole('checkbox', { name: /^Select/ })).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Selection' })).toHaveCount(0);
  });

  await test.step('no address opens an act', async () => {
    for (const address of [`${root}?act=create`, `${root}?act=import`]) {
      await page.goto(address);
      await expect(page.getByRole('heading', { name: 'What changed lately' })).toBeVisible();
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(page.getByRole('button', { name: 'Acts on this store' })).toHaveCount(0);
    }
    await page.goto(`${root}/memories/${target.memoryId}?view=edit`);
    await expect(page.getByRole('tree')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save' })).toHaveCount(0);
    await expect(page.getByRole('textbox')).toHaveCount(0);
    await page.goto(`${workspace}/connect`);
    await expect(page.getByText('Only administrators make keys.')).toBeVisible();
    await expectAccessible(page);
  });

  await expectRefused(page, server.url, workspace, listActs(target));
});
