import { packFolder } from '@/e2e/bench/harness/folder-archive';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { tabTo } from './support/keyboard';
import { workspaces } from './support/places';

const inLongFolder = 10_000;
const shelves = 90;
const onShelf = 1000;
const mostRows = 300;

const number = (index: number, digits: number) => String(index).padStart(digits, '0');

/** A folder of 10,000 memories and 90 of 1,000. */
function packStore(): Buffer {
  const long = Array.from({ length: inLongFolder }, (_, at) => `long/note-${number(at, 5)}.md`);
  const short = Array.from({ length: shelves * onShelf }, (_, at) => {
    return `shelf-${number(Math.floor(at / onShelf), 2)}/page-${number(at % onShelf, 3)}.md`;
  });
  return packFolder([...long, ...short].map((name) => ({ name, content: Buffer.from(`# ${name}\n`) })));
}

test('a store of 100,000 memories is opened, filtered, walked and jumped into @both', async ({
  owner: page,
  sdk,
  server,
}) => {
  test.setTimeout(300_000);
  const { id: storeId } = await sdk.beta.memoryStores.create({ name: 'Library' });
  const imported = await fetch(`${server.url}/v1/memory_stores/${storeId}/import`, {
    method: 'POST',
    headers: { 'x-api-key': workspaces.journeys.operatorKey, 'content-type': 'application/gzip' },
    body: new Uint8Array(packStore()),
  });
  expect(await imported.json()).toMatchObject({ status: 'completed', memory_count: 100_000 });
  const root = `${await openWorkspace(page)}/stores/${storeId}`;
  const tree = page.getByRole('tree', { name: 'Memories of Library' });
  const rows = page.getByRole('treeitem');
  const expectActive = async (name: string) => {
    const readActive = (element: HTMLElement) =>
      document.getElementById(element.getAttribute('aria-activedescendant') ?? '')?.textContent;
    await expect.poll(() => page.getByRole('tree').evaluate(readActive)).toContain(name);
    expect(await rows.count()).toBeLessThanOrEqual(mostRows);
  };

  await test.step('its folders are there with what is in them', async () => {
    await page.goto(root);
    await expect(rows.filter({ hasText: 'long/' })).toBeVisible();
    await expect(rows.filter({ hasText: 'shelf-07/' })).toHaveAttribute('aria-setsize', String(1 + shelves));
    await expectAccessible(page);
  });

  await test.step('the longest folder opens, and is walked from end to end', async () => {
    await tabTo(tree);
    await page.keyboard.press('ArrowRight');
    await expect(rows.filter({ hasText: 'note-00000.md' })).toBeVisible();
    for (let times = 0; times < 3; times += 1) await page.keyboard.press('PageDown');
    await expectActive('note-00035.md');
    await page.keyboard.press('End');
    await expectActive('shelf-89/');
    await page.keyboard.press('Home');
    await expectActive('long/');
  });

  await test.step('a filter finds while it is typed', async () => {
    await page.keyboard.press('f');
    await page.keyboard.type('shelf-42/page-99');
    await expect(page.getByText('10 found')).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('note-07000');
    await expect(page.getByText('1 found')).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: '/long/note-07000.md', exact: true })).toBeVisible();
  });

  await test.step('a link to the 7,001st of the folder shows it in its place', async () => {
    const address = page.url().replace(/#.*/, '');
    await page.goto('about:blank');
    await page.goto(address);
    const shown = page.locator('[role="treeitem"][aria-current="page"]');
    await expect(shown).toBeInViewport();
    await expect(shown).toHaveText('note-07000.md');
    await expect(rows.filter({ hasText: 'note-06999.md' })).toBeInViewport();
    await tabTo(tree);
    await page.keyboard.press('ArrowDown');
    await expectActive('note-07001.md');
    await expectAccessible(page);
  });
});
