import { expect, expectAccessible, openWorkspace, signIn, test } from './support/journey';
import { press, tabTo } from './support/keyboard';
import { leaver } from './support/places';
import { readDemoKey } from './support/servers';
import type { JourneyServer } from './support/servers';

async function removeMember(server: JourneyServer, email: string): Promise<void> {
  const headers = { 'x-api-key': readDemoKey(server) };
  const answer = await fetch(`${server.url}/v1/members`, { headers });
  const { data } = (await answer.json()) as { data: { user_id: string; email: string }[] };
  const id = data.find((member) => member.email === email)?.user_id;
  const removal = await fetch(`${server.url}/v1/members/${id}`, { method: 'DELETE', headers });
  expect(removal.status).toBe(200);
}

test('a member who is removed is out at the next request, and signs in to nothing', async ({
  page,
  server,
}) => {
  await signIn(page, server, leaver);
  await openWorkspace(page);
  await press(page.getByRole('link', { name: 'Research notes' }));
  await expect(page.getByRole('tree')).toBeVisible();
  const address = page.url();
  const dialog = page.getByRole('dialog', { name: 'You are signed out' });

  await test.step('the open page asks to sign in at its next request', async () => {
    await removeMember(server, leaver.email);
    await page.keyboard.press('f');
    await page.keyboard.type('raft');
    await expect(dialog).toBeVisible();
    await expect(page.getByRole('treeitem')).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('signing in there says why it does not help', async () => {
    await expect(dialog.getByLabel(`Password of ${leaver.email}`)).toBeFocused();
    await page.keyboard.type(leaver.password);
    await page.keyboard.press('Enter');
    await expect(dialog).toContainText('no longer a member of this workspace');
    await expectAccessible(page);
  });

  await test.step('the sign-in page knows no workspace for them', async () => {
    await press(dialog.getByRole('link', { name: 'Leave for the sign-in page' }));
    await expect(page.getByRole('heading', { name: 'No workspace yet' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('no address of the workspace exists for them', async () => {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible();
    await expectAccessible(page);
    await press(page.getByRole('link', { name: 'Go to the start page' }));
    await expect(page.getByRole('heading', { name: 'No workspace yet' })).toBeVisible();
  });

  await test.step('neither does signing out and in again help', async () => {
    await press(page.getByRole('link', { name: 'Sign out' }));
    await press(page.getByRole('button', { name: 'Sign out' }));
    await tabTo(page.getByLabel('E-mail'));
    await page.keyboard.type(leaver.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(leaver.password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'No workspace yet' })).toBeVisible();
  });
});
