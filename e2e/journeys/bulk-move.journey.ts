import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press, tabTo } from './support/keyboard';

const name = 'Moved in bulk';

test('several memories move at once, the one that cannot stays selected, and what moved comes back', async ({
  owner: page,
  sdk,
}) => {
  const { memories } = sdk.beta.memoryStores;
  const { id: storeId } = await sdk.beta.memoryStores.create({ name });
  const before = ['/inbox/alpha.md', '/inbox/beta.md', '/inbox/gamma.md', '/kept/beta.md'];
  for (const path of before) await memories.create(storeId, { path, content: `# ${path}\n` });
  const expectPaths = async (paths: string[]) => {
    const { data } = await memories.list(storeId);
    const found = data.flatMap((each) => (each.type === 'memory' ? [each.path] : []));
    expect(found.toSorted()).toEqual(paths);
  };
  await page.goto(`${await openWorkspace(page)}/stores/${storeId}`);
  const tree = page.getByRole('tree', { name: `Memories of ${name}` });
  const item = (label: string) => page.getByRole('treeitem', { name: label });
  const selection = page.getByRole('region', { name: 'Selection' });
  const notices = page.getByRole('region', { name: 'Notices' });

  async function openMove(count: string): Promise<void> {
    await press(selection.getByRole('button', { name: 'All acts' }));
    await expect(page.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('m');
    await expect(page.getByRole('menuitem', { name: 'Move…' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: `Move ${count}` })).toBeVisible();
    await tabTo(page.getByLabel('To the folder'));
    await page.keyboard.press('ControlOrMeta+a');
  }

  await test.step('three are selected with Shift and the arrows, and two of them can move', async () => {
    await tabTo(tree);
    await page.keyboard.press('ArrowRight');
    await expect(item('alpha.md')).toBeVisible();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    await expect(selection.getByRole('status')).toHaveText('3 memories selected');
    await expectAccessible(page);
    await press(selection.getByRole('button', { name: 'All acts' }));
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await openMove('3 memories');
    await page.keyboard.type('inbox');
    await page.keyboard.press('Enter');
    await expect(page.getByText('All of them are in this folder.')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('kept');
    await expect(page.getByRole('dialog').getByText('→ /kept/alpha.md')).toBeVisible();
    await page.keyboard.press('Enter');
  });

  await test.step('what became of each is told', async () => {
    const report = page.getByRole('dialog', { name: 'Not all of them could be changed' });
    await expect(report.getByRole('definition')).toHaveText(['2', '1']);
    await expect(report.getByRole('term')).toHaveText(['Moved', 'Failed']);
    const failed = report.getByRole('region', { name: 'Memories that were not changed' });
    await expect(failed.getByRole('listitem')).toHaveCount(1);
    await expect(failed).toContainText('/inbox/beta.md');
    await expect(failed).toContainText('path');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(tree).toBeFocused();
    await expect(selection.getByRole('status')).toHaveText('1 memory selected');
    await expect(page.getByRole('treeitem', { selected: true })).toHaveText('beta.md');
    await expectPaths(['/inbox/beta.md', '/kept/alpha.md', '/kept/beta.md', '/kept/gamma.md']);
  });

  await test.step('the two that moved come back', async () => {
    await press(notices.getByRole('button', { name: 'Undo' }));
    await expect(notices).toContainText('Undone for 2 memories');
    await expectPaths(before);
    await expect(item('gamma.md')).toBeVisible();
  });

  await test.step('everything that a filter finds moves to a new folder', async () => {
    await page.keyboard.press('f');
    await page.keyboard.type('inbox/');
    await expect(page.getByText('3 found')).toBeVisible();
    await page.keyboard.press('Enter');
    const found = page.getByRole('tree', { name: 'Memories that the filter found' });
    await expect(found).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+a');
    await expect(selection.getByRole('status')).toHaveText('3 memories selected');
    await openMove('3 memories');
    await page.keyboard.type('/sorted/2026/');
    await page.keyboard.press('Enter');
    await expect(notices).toContainText('Moved 3 memories');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(selection).toHaveCount(0);
    await expectPaths([
      '/kept/beta.md',
      ...['alpha', 'beta', 'gamma'].map((each) => `/sorted/2026/${each}.md`),
    ]);
  });
});
