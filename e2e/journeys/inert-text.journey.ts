import type { Page } from '@playwright/test';

import { hostileTexts } from '@/lib/testing/hostile-texts';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';

/** Each payload that runs leaves a trace and opens a dialog. */
const armed = hostileTexts.map((text) => text.replaceAll('alert(1)', 'alert(window.hasRun=1)'));
const hidden = 'right\u202Eleft\u202C zero\u200Bwidth \u{E0041}tag \u2066isolate\u2069';
const end = 'Here the hostile text ends.';
const content = [hidden, ...armed, end].join('\n\n');
const markup = '<img src=x onerror=alert(window.hasRun=1)>{{7*7}}';

/** Everything that could run, load or lead away, wherever in the page. */
const live = [
  'img, iframe, frame, object, embed, audio, video, source, picture, base, math, template, style:not([nonce])',
  '[onerror], [onload], [onclick], [onfocus], [ontoggle], [onbegin], [onmouseover], [srcdoc], [ping]',
  '[href*="trap"], [src*="trap"], [srcset], [action*="trap"], [data*="trap"], [style*="url("]',
  '[href^="javascript" i], [href^="data:" i], [href^="vbscript" i], [href^="mailto:"], [href^="blob:"]',
].join(', ');

/** What the pages of the product ask for by themselves. */
const ownPaths = /^\/($|w\/|v1\/|_next\/|api\/auth\/(session|csrf)|icon|favicon|manifest|sign-in)/;

type Watched = { strangers: string[]; dialogs: string[] };

function watch(page: Page, origin: string): Watched {
  const watched: Watched = { strangers: [], dialogs: [] };
  page.on('request', (request) => {
    const { origin: to, pathname } = new URL(request.url());
    if (to !== origin || !ownPaths.test(pathname)) watched.strangers.push(request.url());
  });
  page.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => watched.strangers.push(popup.url()));
  return watched;
}

async function expectInert(page: Page, { strangers, dialogs }: Watched): Promise<void> {
  await expect(page.locator(live)).toHaveCount(0);
  expect(await page.evaluate(() => 'hasRun' in window), 'nothing ran').toBe(false);
  expect({ strangers, dialogs }).toEqual({ strangers: [], dialogs: [] });
}

test('what agents write runs nothing, asks for nothing and hides nothing', async ({ owner, sdk, server }) => {
  test.slow();
  const watched = watch(owner, server.url);
  const { memories } = sdk.beta.memoryStores;
  const store = await sdk.beta.memoryStores.create({
    name: `${markup} store`,
    description: armed.join(' ').slice(0, 1000),
  });
  const path = `/<svg onload=alert(window.hasRun=1)>/${markup.replaceAll('/', '')}[a](javascript:alert(window.hasRun=1)).md`;
  const memory = await memories.create(store.id, { path, content: `${hidden}\n\nBefore.\n` });
  await sdk.beta.sessions.create({
    agent: markup,
    environment_id: markup,
    title: markup,
    resources: [
      {
        type: 'memory_store',
        memory_store_id: store.id,
        access: 'read_only',
        instructions: content.slice(0, 4000),
      },
    ],
  });
  await memories.update(memory.id, { memory_store_id: store.id, content });
  const root = await openWorkspace(owner);
  const inStore = `${root}/stores/${store.id}`;
  const inMemory = `${inStore}/memories/${memory.id}`;
  const name = `${markup} store`;
  await expect(owner.getByRole('link', { name }).first()).toBeVisible();
  await expectInert(owner, watched);

  const mark = owner.getByTitle('U+202E RIGHT-TO-LEFT OVERRIDE').first();
  const views: [address: string, shown: string | null][] = [
    [inStore, markup],
    [inMemory, end],
    [`${inMemory}?view=raw`, null],
    [`${inMemory}?view=diff`, null],
    [`${inMemory}?view=blame`, null],
    [`${inStore}/as-of?at=${new Date().toISOString()}&memory=${memory.id}`, end],
  ];
  for (const [address, shown] of views) {
    await owner.goto(address);
    if (address !== inStore) await expect(mark).toBeVisible();
    if (shown !== null) await expect(owner.getByRole('main').getByText(shown).first()).toBeAttached();
    await expectInert(owner, watched);
    await expectAccessible(owner);
    await owner.keyboard.press('End');
    await expect(owner.locator(live)).toHaveCount(0);
  }

  await owner.goto(`${inStore}/history`);
  await expect(owner.getByRole('link', { name: markup.replaceAll('/', '') }).first()).toBeVisible();
  await expectInert(owner, watched);
  await owner.goto(`${inStore}/compare?from=${memory.created_at}&to=${new Date().toISOString()}`);
  const changed = owner.getByRole('region', { name: 'Changed memories' });
  await changed.getByRole('button', { name: markup }).press('Enter');
  await expect(mark).toBeVisible();
  await expectInert(owner, watched);

  await owner.goto(`${root}/search`);
  await expect(owner.getByRole('searchbox')).toBeFocused();
  await owner.keyboard.type('onerror hasRun');
  const results = owner.getByRole('list', { name: 'Results' });
  await expect(results.getByRole('listitem').first()).toBeVisible();
  await expectInert(owner, watched);
  await owner.keyboard.press('Control+k');
  await owner.keyboard.type('onerror');
  await expect(owner.getByRole('dialog').getByRole('option', { name: markup }).first()).toBeVisible();
  await expectInert(owner, watched);
});
