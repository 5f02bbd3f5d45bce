import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { press, tabTo } from './support/keyboard';
import { ageSignIn } from './support/old-sign-in';
import { workspaces } from './support/places';

const password = 'a few words of nothing';

test('somebody is invited, joins, gets another role, and is out at the next request', async ({
  owner,
  page,
  server,
}, info) => {
  test.slow();
  const email = `grace-${info.workerIndex}-${info.retry}@example.org`;
  const workspace = await openWorkspace(owner);
  let link = '';

  await test.step('an administrator makes an invitation and gets its link once', async () => {
    await press(owner.getByRole('link', { name: 'Settings' }));
    await expect(owner.getByRole('heading', { name: 'Members', level: 1 })).toBeVisible();
    await expect(owner.getByRole('list', { name: 'members' })).toContainText(workspaces.journeys.owner.email);
    await expectAccessible(owner);
    await press(owner.getByRole('button', { name: 'Invite somebody' }));
    await expect(owner.getByLabel('E-mail')).toBeFocused();
    await owner.keyboard.type(email);
    await tabTo(owner.getByRole('radio', { name: 'Viewer', exact: true }));
    await owner.keyboard.press('ArrowDown');
    await expectAccessible(owner);
    await press(owner.getByRole('button', { name: 'Make the invitation' }));
    const shown = owner.getByRole('dialog', { name: 'The invitation' });
    await expect(shown).toContainText(email);
    link = await shown.getByRole('code').innerText();
    expect(link).toMatch(/\/invitations#plin_/);
    await expectAccessible(owner);
    await press(shown.getByRole('button', { name: 'Done' }));
    await expect(owner.getByRole('list', { name: 'open invitations' })).toContainText(email);
  });

  await test.step('whoever has the link joins with a password of their own', async () => {
    await page.goto(link);
    await expect(page.getByRole('heading', { name: 'Join “Journeys”' })).toBeVisible();
    await expect(page.getByLabel('E-mail')).toHaveValue(email);
    await expectAccessible(page);
    await tabTo(page.getByLabel('Your name'));
    await page.keyboard.type('Grace');
    await tabTo(page.getByLabel('Choose a password'));
    await page.keyboard.type('short');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'Use 12 characters or more.' })).toBeVisible();
    await page.getByLabel('Choose a password').fill(password);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('navigation', { name: 'Workspace' })).toBeVisible();
    expect(new URL(page.url()).pathname).toContain(workspace);
  });

  await test.step('the link is used up', async () => {
    const again = await page.context().newPage();
    await again.goto(link);
    await expect(again.getByRole('heading', { name: 'This link is not good any more' })).toBeVisible();
    await expectAccessible(again);
    await again.close();
  });

  await test.step('their settings are their account alone', async () => {
    await press(page.getByRole('link', { name: 'Settings' }));
    await expect(page.getByRole('heading', { name: 'Account', level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Settings' }).getByRole('link')).toHaveCount(1);
    await expectAccessible(page);
    await page.goto(`${workspace}/settings/members`);
    await expect(page.getByText('Only an administrator manages members')).toBeVisible();
  });

  await test.step('making them an administrator wants the administrator’s password again', async () => {
    await ageSignIn(owner, server, 6 * 60_000);
    await owner.reload();
    await press(owner.getByRole('button', { name: 'Acts on Grace' }));
    await expect(owner.getByRole('menuitem', { name: 'Change the role…' })).toBeFocused();
    await owner.keyboard.press('Enter');
    await expect(owner.getByRole('radio', { name: 'Reviewer' })).toBeFocused();
    await owner.keyboard.press('ArrowDown');
    await owner.keyboard.press('ArrowDown');
    await press(owner.getByRole('button', { name: 'Change the role' }));
    const confirm = owner.getByRole('dialog', { name: 'Confirm that it is you' });
    await expect(confirm.getByLabel(`Password of ${workspaces.journeys.owner.email}`)).toBeFocused();
    await expectAccessible(owner);
    await owner.keyboard.type(workspaces.journeys.owner.password);
    await owner.keyboard.press('Enter');
    await expect(owner.getByText('Grace is administrator now')).toBeVisible();
    await expect(confirm).toBeHidden();
    await page.reload();
    await expect(page.getByRole('list', { name: 'members' })).toContainText('Grace');
  });

  await test.step('once removed, their open page ends at its next request', async () => {
    await press(owner.getByRole('button', { name: 'Acts on Grace' }));
    await expect(owner.getByRole('menuitem', { name: 'Change the role…' })).toBeFocused();
    await owner.keyboard.press('End');
    await owner.keyboard.press('Enter');
    const dialog = owner.getByRole('dialog', { name: 'Remove Grace' });
    await expect(dialog).toContainText('with the next request');
    await expectAccessible(owner);
    await press(dialog.getByRole('button', { name: 'Remove from the workspace' }));
    await expect(owner.getByText('Grace is no longer a member')).toBeVisible();
    await expect(owner.getByRole('list', { name: 'members' })).not.toContainText('Grace');
    await press(page.getByRole('button', { name: 'Invite somebody' }));
    await expect(page.getByLabel('E-mail')).toBeFocused();
    await page.keyboard.type('somebody@example.org');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'You are signed out' })).toBeVisible();
  });
});
