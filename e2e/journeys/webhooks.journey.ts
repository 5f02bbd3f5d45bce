import { expect, expectAccessible, openWorkspace, signIn, test } from './support/journey';
import { press } from './support/keyboard';
import { workspaces } from './support/places';
import { isSignedWith, startReceiver } from './support/receiver';

test('an address is told of what an agent writes by signed ids, and what it refused is sent again', async ({
  owner: page,
  sdk,
  server,
}) => {
  await using receiver = await startReceiver();
  // Where events go is decided by somebody who signed in a moment ago.
  await signIn(page, server, workspaces.journeys.owner);
  const root = await openWorkspace(page);
  const dialog = page.getByRole('dialog');
  const deliveries = page.getByRole('list', { name: 'Deliveries, newest first' }).getByRole('listitem');
  const acts = page.getByRole('button', { name: `Acts on ${receiver.url}` });
  const store = await sdk.beta.memoryStores.create({ name: 'Told elsewhere' });
  const write = (path: string) =>
    sdk.beta.memoryStores.memories.create(store.id, { path, content: 'The word is mimosa.' });
  const takeSecret = async () => {
    const shown = dialog.getByRole('code').first();
    await expect(shown).toBeFocused();
    const secret = (await shown.textContent()) ?? '';
    await press(dialog.getByRole('button', { name: 'Done' }));
    return secret;
  };

  const first =
    await test.step('a webhook is made with the keyboard, and its secret shown once', async () => {
      await page.goto(`${root}/settings/webhooks`);
      await expect(page.getByText('Nobody is told yet')).toBeVisible();
      await press(page.getByRole('button', { name: 'New webhook' }));
      await expect(dialog.getByLabel('Address')).toBeFocused();
      await page.keyboard.press('Enter');
      await expect(dialog.getByText('An address begins with https://')).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.type(receiver.url);
      await page.keyboard.press('Enter');
      return takeSecret();
    });

  await test.step('a message arrives that is signed, names ids, and holds no text', async () => {
    const memory = await write('/codes/mimosa.md');
    await expect.poll(() => receiver.received.length).toBe(1);
    const message = receiver.received[0]!;
    expect(isSignedWith(first, message)).toBe(true);
    expect(JSON.parse(message.body)).toMatchObject({
      type: 'memory.created',
      data: { memory_store_id: store.id, memory_id: memory.id },
    });
    expect(message.body).not.toContain('mimosa');
    await press(page.getByRole('link', { name: receiver.url }));
    await expect(deliveries).toHaveCount(1);
    await expect(deliveries.first()).toContainText('tried once: 204, taken');
    await expectAccessible(page);
  });

  await test.step('what was refused is tried again later, and at once when somebody asks', async () => {
    receiver.answer(410);
    await write('/codes/second.md');
    await expect.poll(() => receiver.received.length).toBe(2);
    await page.reload();
    await expect(page.getByText('disabled: it is gone')).toBeVisible();
    await expect(deliveries.first()).toContainText('410, answered that it is gone');
    await expectAccessible(page);
    receiver.answer(204);
    await press(acts);
    await page.getByRole('menuitem', { name: 'Enable' }).press('Enter');
    await expect(page.getByText('enabled', { exact: true })).toBeVisible();
    await press(deliveries.first().getByRole('button', { name: 'Send memory.created again' }));
    await expect.poll(() => receiver.received.length).toBe(3);
    const [, refused, again] = receiver.received;
    expect(again!.headers['webhook-id']).toBe(refused!.headers['webhook-id']);
    expect(again!.body).toBe(refused!.body);
  });

  await test.step('with another secret both sign, so that the receiver can change over', async () => {
    await press(acts);
    await page.getByRole('menuitem', { name: 'Rotate the secret…' }).press('Enter');
    await expect(dialog.getByLabel('The old secret signs too')).toBeFocused();
    await expectAccessible(page);
    await press(dialog.getByRole('button', { name: 'Make a new secret' }));
    const second = await takeSecret();
    await press(acts);
    await page.getByRole('menuitem', { name: 'Send a test' }).press('Enter');
    await expect.poll(() => receiver.received.length).toBe(4);
    const message = receiver.received[3]!;
    expect(JSON.parse(message.body)).toMatchObject({ type: 'webhook.tested' });
    expect(isSignedWith(first, message) && isSignedWith(second, message)).toBe(true);
  });

  await test.step('it is deleted, and told of nothing any more', async () => {
    await press(acts);
    await page.getByRole('menuitem', { name: 'Delete…' }).press('Enter');
    await expectAccessible(page);
    await press(dialog.getByRole('button', { name: 'Delete the webhook' }));
    await expect(page.getByText('Nobody is told yet')).toBeVisible();
  });
});
