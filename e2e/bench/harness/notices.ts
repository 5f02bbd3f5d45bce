import type { Page } from 'playwright-core';

/** When the page first showed that so many changes have happened, in milliseconds since 1970. */
export type Notice = { count: number; atMs: number };

/** Runs in the page: notes each count that the notice shows, at the frame that shows it. */
function noteCounts(): void {
  const notices: Notice[] = [];
  Object.assign(globalThis, { notices });
  const look = () => {
    const words = document.querySelector('[data-news] p')?.textContent ?? '';
    const count = Number(/^[\d,]+/.exec(words)?.[0].replaceAll(',', '') ?? 0);
    if (count > (notices.at(-1)?.count ?? 0)) {
      notices.push({ count, atMs: performance.timeOrigin + performance.now() });
    }
  };
  new MutationObserver(() => requestAnimationFrame(look)).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** Watches the notice of an open page. */
export async function watchNotices(page: Page) {
  await page.evaluate(noteCounts);
  return {
    /** Waits until all are counted; resolves to what was shown, in order. */
    untilCounted: async (count: number, timeout: number): Promise<Notice[]> => {
      await page.waitForFunction(
        (wanted) => {
          const { notices } = globalThis as unknown as { notices: Notice[] };
          return (notices.at(-1)?.count ?? 0) >= wanted;
        },
        count,
        { timeout },
      );
      return page.evaluate(() => (globalThis as unknown as { notices: Notice[] }).notices);
    },
  };
}
