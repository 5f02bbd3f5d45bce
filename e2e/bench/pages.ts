import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { Page } from 'playwright-core';

import { startSpawnedServer } from '@/lib/testing/spawned-server';

import {
  countScriptBytes,
  longestTask,
  openSignedIn,
  timeUntilPainted,
  untilSettled,
} from './harness/browser';
import type { SignedIn } from './harness/browser';
import { openClient } from './harness/client';
import type { Client } from './harness/client';
import { changeAThird, importStore, replaceAll, writeTwice } from './harness/exhibits';
import type { Exhibit } from './harness/exhibits';
import type { Finding, Size } from './harness/measurement';
import { repeat, timeOpening } from './harness/opening';
import { median } from './harness/statistics';

/** People need longer from the edge of what they aim at to the press. */
const handRestsMs = 150;

type Stand = SignedIn & { client: Client; rounds: number; large: number };
type Figure = { what: string; values: number[]; limit: number; unit: string };

function toFinding({ what, values, limit, unit }: Figure): Finding {
  const figure = median(values);
  return {
    what,
    database: 'embedded, Chromium',
    figure: `${Math.round(figure)} ${unit}`,
    mustBe: `<= ${limit} ${unit}`,
    isMet: figure <= limit,
    detail: `median of ${values.map((value) => Math.round(value)).join(', ')}`,
  };
}

async function findNote(client: Client): Promise<Exhibit> {
  const stores = JSON.parse((await client.get('/v1/memory_stores?limit=100')).text) as {
    data: { id: string; name: string }[];
  };
  const storeId = stores.data.find(({ name }) => name === 'Research notes')!.id;
  const list = await client.get(`/v1/memory_stores/${storeId}/memories?path_prefix=/research/&limit=100`);
  const { data } = JSON.parse(list.text) as { data: { id: string; path: string }[] };
  return { storeId, memoryId: data.find((memory) => memory.path === '/research/crdts.md')!.id };
}

function addressOf({ root }: SignedIn, { storeId, memoryId }: Exhibit): string {
  return `${root}/stores/${storeId}/memories/${memoryId}`;
}

async function measureMemoryPage(stand: Stand): Promise<Figure[]> {
  const address = addressOf(stand, await findNote(stand.client));
  const opened = await timeOpening(stand, address, 'article[aria-label="Text"]');
  const bytes = await repeat(2, () => countScriptBytes(stand.context, address));
  return [
    {
      what: 'memory page of the demonstration, navigation to content painted, warm',
      values: opened.map(({ tookMs }) => tookMs),
      limit: 250,
      unit: 'ms',
    },
    { what: 'JavaScript sent for it', values: bytes.map((each) => each / 1000), limit: 180, unit: 'kB' },
  ];
}

async function measureList(stand: Stand): Promise<Figure[]> {
  const storeId = await importStore(stand.client, 'A thousand', 1000);
  const opened = await timeOpening(stand, `${stand.root}/stores/${storeId}`, '[role="treeitem"]');
  return [
    {
      what: 'list page of 1,000 memories, navigation to rows on screen',
      values: opened.map(({ tookMs }) => tookMs),
      limit: 200,
      unit: 'ms',
    },
    { what: 'nodes of it', values: opened.map(({ nodes }) => nodes), limit: 2500, unit: 'nodes' },
  ];
}

async function measureFolder(stand: Stand): Promise<Figure[]> {
  const storeId = await importStore(stand.client, 'A hundred thousand', stand.large);
  const page = await stand.context.newPage();
  await page.goto(`${stand.root}/stores/${storeId}`);
  await page.locator('[role="treeitem"]', { hasText: '00003/' }).waitFor();
  const values = await repeat(stand.rounds, async (round) => {
    const name = String(round + 1).padStart(5, '0');
    const folder = page.locator('[role="treeitem"]', { hasText: `${name}/` });
    await folder.scrollIntoViewIfNeeded();
    const first = `m${name}00.md`;
    const tookMs = await timeUntilPainted(page, '[role="treeitem"]', {
      act: () => folder.click(),
      text: first,
    });
    await folder.click();
    return tookMs;
  });
  await page.close();
  return [
    {
      what: `opening a folder of a store of ${stand.large}, click to painted`,
      values,
      limit: 150,
      unit: 'ms',
    },
  ];
}

async function openDiff(page: Page, address: string): Promise<{ tookMs: number; longestMs: number }> {
  await page.goto(address);
  await page.locator('article[aria-label="Text"]').waitFor();
  await untilSettled(page);
  await longestTask(page);
  const tab = page.getByRole('link', { name: 'Diff' });
  // A hand is over a link for some moments before it presses; Playwright's is not.
  await tab.hover();
  await page.waitForTimeout(handRestsMs);
  const tookMs = await timeUntilPainted(page, '[data-change]', { act: () => tab.click() });
  // Lines are drawn piece by piece, and the first is as high as what can be seen of them.
  const isFull = await page.locator('[data-index="0"]').evaluate((piece) => {
    const seen = piece.closest('section');
    return seen !== null && piece.clientHeight >= seen.clientHeight;
  });
  if (!isFull) throw new Error('The first piece of a difference does not fill the screen.');
  await untilSettled(page);
  return { tookMs, longestMs: await longestTask(page) };
}

type Pair = { name: string; limit: number; change: (lines: string[]) => string[] };

async function measureDiff(stand: Stand, storeId: string, { name, limit, change }: Pair): Promise<Figure[]> {
  const exhibit = await writeTwice(stand.client, storeId, `/${name.replaceAll(' ', '-')}.md`, change);
  const page = await stand.context.newPage();
  const opened = await repeat(stand.rounds, () => openDiff(page, addressOf(stand, exhibit)));
  await page.close();
  const what = `diff of two 100 kB texts, ${name}`;
  return [
    {
      what: `${what}: click to first screen of lines`,
      values: opened.map(({ tookMs }) => tookMs),
      limit,
      unit: 'ms',
    },
    {
      what: `${what}: longest task of the main thread (0: under 50)`,
      values: opened.map(({ longestMs }) => longestMs),
      limit: 50,
      unit: 'ms',
    },
  ];
}

async function measureSteps(stand: Stand): Promise<Figure[]> {
  const { client, context, rounds } = stand;
  const store = await client.post('/v1/memory_stores', { name: 'Steps' });
  const storeId = (JSON.parse(store.text) as { id: string }).id;
  const memories = `/v1/memory_stores/${storeId}/memories`;
  const made = await client.post(memories, { path: '/steps.md', content: 'Version 1 of this text.' });
  const memoryId = (JSON.parse(made.text) as { id: string }).id;
  const count = rounds + 5;
  for (let version = 2; version <= count; version += 1) {
    await client.post(`${memories}/${memoryId}`, { content: `Version ${version} of this text.` });
  }
  const page = await context.newPage();
  await page.goto(addressOf(stand, { storeId, memoryId }));
  await page.locator('article', { hasText: `Version ${count} of` }).waitFor();
  await untilSettled(page);
  const values = await repeat(rounds, async (round) => {
    const text = `Version ${count - round - 1} of`;
    const act = () => page.keyboard.press('ArrowLeft');
    const tookMs = await timeUntilPainted(page, 'article', { act, text });
    await untilSettled(page);
    return tookMs;
  });
  await page.close();
  return [{ what: 'previous version in the timeline, key to painted', values, limit: 100, unit: 'ms' }];
}

const third: Pair = { name: 'a third changed', limit: 300, change: changeAThird };
const unrelated: Pair = { name: 'unrelated', limit: 500, change: replaceAll };

/** How long people wait, in a real browser, on the production build with the embedded database. */
export async function measurePages(size: Size): Promise<Finding[]> {
  const server = await startSpawnedServer({
    LIMIT_REQUESTS_PER_MINUTE: '10000000',
    LIMIT_SEARCHES_PER_MINUTE: '10000000',
    LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: '10000000',
    LIMIT_EXPORTS_PER_MINUTE: '10000000',
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: '10000000',
    LIMIT_MEMORIES_PER_STORE: '200000',
  });
  const read = (name: string) => readFileSync(path.join(server.dataDir, name), 'utf8').trim();
  const signedIn = await openSignedIn(server.url, {
    email: 'demo@palimpsest.local',
    password: read('demo-password'),
  });
  const isFull = size === 'full';
  const stand: Stand = {
    ...signedIn,
    client: openClient(server.url, read('demo-api-key')),
    rounds: isFull ? 7 : 3,
    large: isFull ? 100_000 : 5_000,
  };
  try {
    const long = JSON.parse((await stand.client.post('/v1/memory_stores', { name: 'Long texts' })).text) as {
      id: string;
    };
    const figures = [
      ...(await measureMemoryPage(stand)),
      ...(await measureSteps(stand)),
      ...(await measureDiff(stand, long.id, third)),
      ...(await measureDiff(stand, long.id, unrelated)),
      ...(await measureList(stand)),
      ...(await measureFolder(stand)),
    ];
    return figures.map(toFinding);
  } finally {
    stand.client.close();
    await stand.close();
    await server.dispose();
  }
}
