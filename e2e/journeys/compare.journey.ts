import type { Page } from '@playwright/test';

import { toLocalInput } from '@/lib/history/local-instant';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press, tabTo } from './support/keyboard';

/** The next full second once it has come: inputs of date and time go no further. */
async function nextSecond(): Promise<string> {
  const at = Math.ceil((Date.now() + 1) / 1000) * 1000;
  await expect.poll(() => Date.now(), { intervals: [50] }).toBeGreaterThan(at);
  return new Date(at).toISOString();
}

async function enterInstant(page: Page, label: string, instant: string): Promise<void> {
  await tabTo(page.getByLabel(label, { exact: true }));
  await page.getByLabel(label, { exact: true }).fill(toLocalInput(instant));
  await page.keyboard.press('Enter');
}

test('a store before and after a run is compared, and each changed memory opens as a difference', async ({
  owner: page,
  sdk,
}) => {
  const { memories } = sdk.beta.memoryStores;
  const { id: storeId } = await sdk.beta.memoryStores.create({ name: 'Before and after' });
  const make = (path: string, content: string) => memories.create(storeId, { path, content });
  const plan = await make('/plan.md', '# Plan\n\nShip on Monday.\n\nTell everybody.\n');
  const old = await make('/old.md', '# Old\n\nNobody needs this.\n');
  const stray = await make('/stray.md', '# Stray\n\nBelongs elsewhere.\n');
  await make('/same.md', '# Same\n');
  const from = await nextSecond();
  await memories.update(plan.id, {
    memory_store_id: storeId,
    content: '# Plan\n\nShip on Thursday.\n\nTell everybody.\n',
  });
  await memories.update(stray.id, { memory_store_id: storeId, path: '/filed/stray.md' });
  await memories.delete(old.id, { memory_store_id: storeId });
  await make('/new.md', '# New\n\nLearned today.\n');
  const to = await nextSecond();
  await make('/later.md', '# Later\n\nNot part of it.\n');

  await page.goto(`${await openWorkspace(page)}/stores/${storeId}`);
  await press(page.getByRole('link', { name: 'Compare' }));
  await expect(page.getByText('Choose what to compare')).toBeVisible();
  await expectAccessible(page);
  const changes = page.getByRole('region', { name: 'Changed memories' });
  const kinds = page.getByRole('group', { name: 'Changes by kind' });

  await test.step('two instants are chosen, and what changed between them is listed', async () => {
    await enterInstant(page, 'This store at', from);
    await enterInstant(page, 'at (empty: now)', to);
    await expect(kinds.getByRole('button')).toHaveText([
      /1\s*added/,
      /1\s*removed/,
      /1\s*changed/,
      /1\s*moved/,
    ]);
    await expect(changes.getByRole('listitem')).toHaveCount(4);
    await expect(changes).toContainText('moved from /stray.md');
    await expect(changes).not.toContainText('/same.md');
    await expect(changes).not.toContainText('/later.md');
    await expectAccessible(page);
  });

  await test.step('the list is narrowed to one kind', async () => {
    await press(kinds.getByRole('button', { name: 'changed' }));
    await expect(changes.getByRole('listitem')).toHaveCount(1);
    await expect(changes).toContainText('/plan.md');
  });

  await test.step('the changed memory opens as a difference', async () => {
    await press(changes.getByRole('button', { name: '/plan.md' }));
    await expect(page.getByText('Ship on Monday.')).toBeVisible();
    await expect(page.getByText('Ship on Thursday.')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('its address shows the same to whoever is given it', async () => {
    const address = page.url();
    expect(new URL(address).searchParams.get('change')).toContain('..');
    const another = await page.context().newPage();
    await another.goto(address);
    await expect(another.getByText('Ship on Monday.')).toBeVisible();
    await expect(another.getByText('Ship on Thursday.')).toBeVisible();
    await expect(another.getByRole('button', { name: '/plan.md' })).toHaveAttribute('aria-current', 'true');
    // A browser leaves seconds out that are zero.
    const shown = new RegExp(`^${toLocalInput(from).replace(/:00$/, '(:00)?')}$`);
    await expect(another.getByLabel('This store at')).toHaveValue(shown);
    await another.close();
  });

  await test.step('what was removed and what was added show their one side', async () => {
    await press(kinds.getByRole('button', { name: 'changed' }), 'Shift+Tab');
    await press(changes.getByRole('button', { name: '/old.md' }));
    await expect(page.getByText('The memory is not there any more')).toBeVisible();
    await press(changes.getByRole('button', { name: '/new.md' }), 'Shift+Tab');
    await expect(page.getByText('Learned today.')).toBeVisible();
  });
});
