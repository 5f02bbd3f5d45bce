import { expect, expectAccessible, test } from './support/journey';
import { workspaces } from './support/places';

test('somebody signs in with the keyboard, after a wrong password, and lands where the link led', async ({
  page,
}) => {
  await page.goto('/w/wrkspc_unknown/stores?state=archived');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('E-mail').focus();
  await page.keyboard.type(workspaces.journeys.owner.email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not the password');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByLabel('Password')).toBeFocused();

  await page.keyboard.type(workspaces.journeys.owner.password);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/w/wrkspc_unknown/stores?state=archived');
  await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible();

  // Where there is no store yet, the first page is the one that makes it.
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: /^(?:Overview|Stores)$/ })).toBeVisible();
  await expectAccessible(page);
});
