import { randomUUID } from 'node:crypto';
import Anthropic from '@anthropic-ai/sdk';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';

test('an archived memory is gone for agents until it is unarchived', async ({ owner, sdk, server }) => {
  const { keyboard } = owner;
  const store = await sdk.beta.memoryStores.create({ name: 'Retired and back' });
  const inStore = { memory_store_id: store.id };
  const name = `rotate-${randomUUID()}`;
  const path = `/runbooks/${name}.md`;
  const content = 'Rotate the keys of the gateway on Mondays.\n';
  const memory = await sdk.beta.memoryStores.memories.create(store.id, { path, content });
  const { session_token } = (await sdk.beta.sessions.create({
    agent: 'agent_support',
    environment_id: 'env_support',
    resources: [{ type: 'memory_store', memory_store_id: store.id, access: 'read_write' }],
  })) as unknown as { session_token: string };
  const agent = new Anthropic({ baseURL: server.url, apiKey: session_token });
  const { memories } = agent.beta.memoryStores;
  const expectRead = async () => expect((await memories.retrieve(memory.id, inStore)).content).toBe(content);
  const expectLost = async () => {
    await expect(memories.retrieve(memory.id, inStore)).rejects.toMatchObject({ status: 404 });
    await expect(memories.update(memory.id, { ...inStore, content: 'x' })).rejects.toMatchObject({
      status: 404,
    });
    expect((await memories.list(store.id, { path_prefix: '/' })).data).toEqual([]);
  };
  await expectRead();

  await openWorkspace(owner);
  await keyboard.press('Control+k');
  const palette = owner.getByRole('dialog', { name: 'Search everywhere' });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await keyboard.type(name);
  await expect(palette.getByRole('option', { name: path, selected: true })).toBeVisible();
  await expectAccessible(owner);
  await keyboard.press('Enter');
  await expect(owner.getByRole('article', { name: 'Text' })).toContainText('Rotate the keys');
  await expectAccessible(owner);

  const about = owner.getByRole('region', { name: 'About this memory' });
  await keyboard.press('a');
  const archiving = owner.getByRole('dialog', { name: 'Archive this memory' });
  await expect(archiving).toContainText('Agents will not find this memory any more.');
  await expectAccessible(owner);
  await archiving.getByLabel('Reason').pressSequentially('The gateway is gone');
  await archiving.getByRole('button', { name: 'Archive' }).press('Enter');
  await expect(owner.getByText(`Archived ${path}`)).toBeVisible();
  await expect(about.getByText('Archived', { exact: true })).toBeVisible();
  await expect(archiving).toBeHidden();
  await expectAccessible(owner);
  await expectLost();
  const seen = await sdk.beta.memoryStores.memories.retrieve(memory.id, inStore);
  expect(seen.content, 'people and operators still read it').toBe(content);

  await keyboard.press('a');
  const unarchiving = owner.getByRole('dialog', { name: 'Unarchive this memory' });
  await expectAccessible(owner);
  await unarchiving.getByRole('button', { name: 'Unarchive' }).press('Enter');
  await expect(owner.getByText(`Unarchived ${path}`)).toBeVisible();
  await expect(about.getByText('Archived', { exact: true })).toBeHidden();
  await expectRead();

  await keyboard.press('a');
  await archiving.getByRole('button', { name: 'Archive' }).press('Enter');
  await expect(about.getByText('Archived', { exact: true })).toBeVisible();
  await expectLost();
  const notices = owner.getByRole('region', { name: 'Notices' });
  await notices.getByRole('button', { name: 'Undo' }).last().press('Enter');
  await expect(notices.getByText('Undone')).toBeVisible();
  await expect(about.getByText('Archived', { exact: true })).toBeHidden();
  await expectRead();
});
