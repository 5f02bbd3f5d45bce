import { expect } from '@playwright/test';
import type { Locator } from '@playwright/test';

const mostStops = 100;

/** Presses Tab until the focus is there, as somebody without a mouse does; fails where no Tab leads. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await target.page().keyboard.press(key);
  }
  await expect(target, `${key} leads there`).toBeFocused();
}

/** Goes to a button or a link with Tab, and presses it. */
export async function press(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await tabTo(target, key);
  await target.page().keyboard.press('Enter');
}
