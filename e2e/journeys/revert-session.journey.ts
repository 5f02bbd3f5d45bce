import { createHash } from 'node:crypto';
import type Anthropic from '@anthropic-ai/sdk';
import type { Page } from '@playwright/test';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press, tabTo } from './support/keyboard';

const careful = '# Tides\n\nMeasured by hand, every hour for a year.\n\nHigh water at noon.\n';
const hasty = '# Tides\n\nNothing is known.\n';
const doomed = '# Moon\n\nPulls the sea.\n';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

/** A run that writes over one memory, deletes another, and creates a third. */
async function runHastily(sdk: Anthropic, baseURL: string) {
  const { memoryStores, sessions } = sdk.beta;
  const { id: storeId } = await memoryStores.create({ name: 'Tide notes' });
  const tides = await memoryStores.memories.create(storeId, { path: '/tides.md', content: careful });
  const moon = await memoryStores.memories.create(storeId, { path: '/moon.md', content: doomed });
  const { id: sessionId, ...session } = (await sessions.create({
    agent: 'tide-agent',
    environment_id: 'env_local',
    title: 'Tide question',
    resources: [
      {
        type: 'memory_store',
        memory_store_id: storeId,
        access: 'read_write',
        instructions: 'Look before you write.',
      },
    ],
  })) as { id: string; session_token?: string };
  const { memories } = sdk.withOptions({ baseURL, apiKey: session.session_token ?? '' }).beta.memoryStores;
  const target = { memory_store_id: storeId };
  await memories.retrieve(moon.id, target);
  await memories.update(tides.id, { ...target, content: hasty });
  await memories.delete(moon.id, target);
  await memories.create(storeId, { path: '/guess.md', content: '# Guess\n' });
  return { storeId, sessionId, tidesId: tides.id };
}

/** What the store holds, byte for byte, by path. */
async function readStore(sdk: Anthropic, storeId: string): Promise<Record<string, string>> {
  const { data } = await sdk.beta.memoryStores.memories.list(storeId, { view: 'full' });
  return Object.fromEntries(
    data.flatMap((each) => (each.type === 'memory' ? [[each.path, each.content ?? '']] : [])),
  );
}

function rowOf(page: Page, path: string) {
  return page
    .getByRole('table', { name: 'Memories of this revert' })
    .getByRole('row')
    .filter({ hasText: path });
}

async function carryOut(page: Page, reason: string): Promise<void> {
  await press(page.getByRole('button', { name: 'Revert 3 memories…' }));
  const dialog = page.getByRole('dialog', { name: 'Revert 3 memories' });
  await tabTo(dialog.getByLabel('Reason'));
  await page.keyboard.type(reason);
  await press(dialog.getByRole('button', { name: 'Revert 3 memories' }));
  await expect(page.getByRole('status').filter({ hasText: 'Carried out: 3 memories' })).toBeVisible();
}

test('what a session wrote is reverted, and then the revert is', async ({ owner: page, sdk, server }) => {
  const { storeId, sessionId, tidesId } = await runHastily(sdk, server.url);
  const workspace = await openWorkspace(page);

  await test.step('the session is found among all of them', async () => {
    await press(page.getByRole('navigation', { name: 'Workspace' }).getByRole('link', { name: 'Sessions' }));
    await expect(page.getByRole('heading', { name: 'Sessions' })).toBeVisible();
    await page.keyboard.press('/');
    await page.keyboard.type('tide qu');
    await expect(page.getByRole('status').filter({ hasText: '1 session' })).toBeAttached();
    await expectAccessible(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  });

  await test.step('its page says what it was given, what it read, and what became of what it wrote', async () => {
    await expect(page).toHaveURL(new RegExp(`${workspace}/sessions/${sessionId}$`));
    await expect(page.getByText('Look before you write.')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Read', exact: true }).getByRole('link')).toHaveText([
      '/moon.md',
    ]);
    const wrote = page.getByRole('region', { name: 'Wrote' });
    await expect(wrote.getByRole('article')).toHaveCount(3);
    await expect(wrote.getByRole('article').first()).toContainText('It had not read this memory.');
    await expect(wrote.getByText('Still the head')).toHaveCount(2);
    await expect(wrote.getByText('Still deleted')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the dry run has a verdict for each memory, and is carried out', async () => {
    await press(page.getByRole('button', { name: 'Revert what this session wrote' }));
    await expect(page.getByText('Nothing has been changed yet.')).toBeVisible();
    await expect(rowOf(page, '/tides.md')).toContainText('put back');
    await expect(rowOf(page, '/moon.md')).toContainText('bring back');
    await expect(rowOf(page, '/guess.md')).toContainText('delete');
    const [now, then] = [hasty, careful].map(hashOf);
    const hashes = rowOf(page, '/tides.md').getByRole('button', { name: 'Copy the SHA-256' });
    await expect(hashes.first()).toHaveAttribute('title', now ?? '');
    await expect(hashes.last()).toHaveAttribute('title', then ?? '');
    await expectAccessible(page);
    await carryOut(page, 'It guessed');
    await expect(rowOf(page, '/tides.md')).toContainText('was put back');
    expect(await readStore(sdk, storeId)).toEqual({ '/tides.md': careful, '/moon.md': doomed });
    await expectAccessible(page);
  });

  await test.step('the revert is reverted, and every byte of the session is back', async () => {
    await press(page.getByRole('button', { name: 'Revert this revert' }));
    await expect(page.getByText('Nothing has been changed yet.')).toBeVisible();
    await expect(rowOf(page, '/guess.md')).toContainText('bring back');
    await carryOut(page, 'It had guessed right');
    expect(await readStore(sdk, storeId)).toEqual({ '/tides.md': hasty, '/guess.md': '# Guess\n' });
  });

  await test.step('the memory shows the hash, and the session that its text is the head again', async () => {
    await page.goto(`${workspace}/stores/${storeId}/memories/${tidesId}`);
    const facts = page.getByRole('region', { name: 'About this memory' });
    await expect(facts.getByRole('button', { name: 'Copy the SHA-256' })).toHaveAttribute(
      'title',
      hashOf(hasty),
    );
    await page
      .getByRole('link', { name: `session …${sessionId.slice(-4)}` })
      .first()
      .click();
    await expect(page.getByText('The same text is the head again').first()).toBeVisible();
    await expect(page.getByRole('list', { name: 'Reverts of this' })).toContainText('Reverted in 3 memories');
  });
});
