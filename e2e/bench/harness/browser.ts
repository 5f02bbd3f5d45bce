import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';

import { chromiumLaunchOptions, findChromium } from '@/lib/testing/installed.mjs';

type Person = { email: string; password: string };

export type SignedIn = {
  context: BrowserContext;
  /** `/w/…` of the person's first workspace. */
  root: string;
  close: () => Promise<void>;
};

/**
 * A real Chromium of 1440 by 900 in which somebody is signed in, with a profile on disk as people have one: a private window would
 * compile every script anew at every visit.
 */
export async function openSignedIn(url: string, person: Person): Promise<SignedIn> {
  const profile = mkdtempSync(path.join(tmpdir(), 'palimpsest-profile-'));
  const context = await chromium.launchPersistentContext(profile, {
    ...chromiumLaunchOptions(findChromium()),
    baseURL: url,
    viewport: { width: 1440, height: 900 },
  });
  const { csrfToken } = (await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = { ...person, csrfToken, json: 'true', callbackUrl: '/' };
  await context.request.post('/api/auth/callback/credentials', { form, headers: { origin: url } });
  const me = (await (await context.request.get('/v1/me')).json()) as { workspace: { id: string } };
  // The loader that runs this file marks the functions in it by their names, also those that run in the page.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' });
  await context.addInitScript(recordLongTasks);
  return {
    context,
    root: `/w/${me.workspace.id}`,
    close: async () => {
      await context.close();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

type Recording = { longTasks: PerformanceEntry[] };

/** Runs in the page before anything of ours does. */
function recordLongTasks(): void {
  const recording: Recording = { longTasks: [] };
  Object.assign(globalThis, { recording });
  new PerformanceObserver((list) => recording.longTasks.push(...list.getEntries())).observe({
    type: 'longtask',
  });
}

type Watching = { actedAt?: number; painted: Promise<number> };

/**
 * Runs in the page. Resolves to the moment, by the page's own clock, at which the first frame is painted that shows something that
 * `wanted` matches, with `words` in it; a message that is sent while a frame is made arrives behind it.
 */
function watchUntilPainted({ wanted, words }: { wanted: string; words: string }): void {
  const watching = globalThis as unknown as Watching;
  watching.painted = new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(performance.now() - (watching.actedAt ?? 0));
    const look = () => {
      const isThere = [...document.querySelectorAll(wanted)].some(
        (each) => each.checkVisibility() && each.textContent.includes(words),
      );
      if (isThere && !Number.isNaN(watching.actedAt)) port2.postMessage(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

function readPainted(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as Watching).painted);
}

/** What a page still does after it was painted is done by then. Its network is never quiet: a stream tells it of changes. */
const settledAfterMs = 1000;

export async function untilSettled(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await page.waitForTimeout(settledAfterMs);
}

/** A tab that times its navigations until something that `selector` matches is painted. */
export async function openTimedTab(
  context: BrowserContext,
  selector: string,
): Promise<{ page: Page; open: (address: string) => Promise<number> }> {
  const page = await context.newPage();
  await page.addInitScript(watchUntilPainted, { wanted: selector, words: '' });
  return {
    page,
    open: async (address) => {
      await page.goto(address, { waitUntil: 'commit' });
      return readPainted(page);
    },
  };
}

/** Milliseconds from an act to the first frame with something that `selector` matches, with `text` in it, by the page's own clock. */
export async function timeUntilPainted(
  page: Page,
  selector: string,
  { act, text = '' }: { act: () => Promise<unknown>; text?: string },
): Promise<number> {
  // The act's own event says when it began: what the remote control takes before it is not the page's time.
  await page.evaluate(() => {
    const watching = globalThis as unknown as Watching;
    watching.actedAt = Number.NaN;
    const note = (event: Event) => {
      watching.actedAt = event.timeStamp;
    };
    for (const type of ['pointerdown', 'keydown']) {
      document.addEventListener(type, note, { capture: true, once: true });
    }
  });
  await page.evaluate(watchUntilPainted, { wanted: selector, words: text });
  await act();
  return readPainted(page);
}

/** The longest task on the page's main thread since it was opened, in milliseconds; browsers report those of 50 and more, so 0 is less. */
export function longestTask(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { recording } = globalThis as unknown as { recording: Recording };
    const longest = Math.max(0, ...recording.longTasks.map((task) => task.duration));
    recording.longTasks = [];
    return longest;
  });
}

/** Bytes of JavaScript that a browser which has seen nothing yet is sent for a page: bodies as they came, compressed, until it has settled. */
export async function countScriptBytes(context: BrowserContext, path: string): Promise<number> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const headerBytes = new Map<string, number>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => {
    const isScript = new URL(response.url).pathname.endsWith('.js');
    if (isScript) headerBytes.set(requestId, response.encodedDataLength);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const headers = headerBytes.get(requestId);
    if (headers !== undefined) bytes += encodedDataLength - headers;
  });
  await page.goto(path);
  await untilSettled(page);
  await page.close();
  return bytes;
}
