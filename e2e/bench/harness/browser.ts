import { chromium } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';

import { chromiumLaunchOptions } from '@/lib/testing/installed.mjs';

type Person = { email: string; password: string };

export type SignedIn = {
  context: BrowserContext;
  /** `/w/…` of the person's first workspace. */
  root: string;
  close: () => Promise<void>;
};

/** A real Chromium of 1440 by 900 in which somebody is signed in. */
export async function openSignedIn(url: string, person: Person): Promise<SignedIn> {
  const browser = await chromium.launch(chromiumLaunchOptions());
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const { csrfToken } = (await (await context.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  const form = { ...person, csrfToken, json: 'true', callbackUrl: '/' };
  await context.request.post('/api/auth/callback/credentials', { form, headers: { origin: url } });
  const me = (await (await context.request.get('/v1/me')).json()) as { workspace: { id: string } };
  // The loader that runs this file marks the functions in it by their names, also those that run in the page.
  await context.addInitScript({ content: 'globalThis.__name = (named) => named' });
  await context.addInitScript(recordLongTasks);
  return { context, root: `/w/${me.workspace.id}`, close: () => browser.close() };
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

/**
 * Milliseconds from an act, or without one from the beginning of the page's own navigation, to the first frame after `selector` matches
 * something (and, where `text` is given, something with that text), by the page's own clock.
 */
export async function timeUntilPainted(
  page: Page,
  selector: string,
  options: { act?: () => Promise<unknown>; text?: string } = {},
): Promise<number> {
  const { act, text = '' } = options;
  if (act) await page.evaluate(() => void Object.assign(globalThis, { actedAt: Number.NaN }));
  // The act's own event says when it began: what the remote control takes before it is not the page's time.
  if (act) {
    await page.evaluate(() => {
      const note = (event: Event) => {
        Object.assign(globalThis, { actedAt: event.timeStamp });
      };
      for (const type of ['pointerdown', 'keydown']) {
        document.addEventListener(type, note, { capture: true, once: true });
      }
    });
  }
  const painted = page.evaluate(
    ({ wanted, words }) =>
      new Promise<number>((done) => {
        const look = () => {
          const found = [...document.querySelectorAll(wanted)].some((each) =>
            each.textContent.includes(words),
          );
          const { actedAt = 0 } = globalThis as { actedAt?: number };
          if (!found || Number.isNaN(actedAt)) requestAnimationFrame(look);
          else requestAnimationFrame(() => setTimeout(() => done(performance.now() - actedAt)));
        };
        look();
      }),
    { wanted: selector, words: text },
  );
  await act?.();
  return painted;
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

/** Bytes of JavaScript that a browser which has seen nothing yet is sent for a page: bodies as they came, compressed, until it is quiet. */
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
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.close();
  return bytes;
}

export async function repeat<Value>(count: number, act: (round: number) => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let round = 0; round < count; round += 1) values.push(await act(round));
  return values;
}

type Opening = Pick<SignedIn, 'context'> & { rounds: number };

/** A fresh page each time, in a browser that has seen it before. */
export async function timeOpening({ context, rounds }: Opening, address: string, selector: string) {
  const open = async () => {
    const page = await context.newPage();
    await page.goto(address, { waitUntil: 'commit' });
    const tookMs = await timeUntilPainted(page, selector);
    const nodes = await page.evaluate(() => document.querySelectorAll('*').length);
    await page.close();
    return { tookMs, nodes };
  };
  await open();
  return repeat(rounds, open);
}
