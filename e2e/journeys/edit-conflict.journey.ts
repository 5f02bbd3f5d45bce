import { expect, expectAccessible, openWorkspace, test } from './support/journey';

const before = '# Launch\n\nThe launch is on Monday.\n\nDetails follow.\n\nAda decides.\n';
const theirs = '# Launch\n\nThe launch is on Friday.\n\nDetails follow.\n\nAda decides, with Grace.\n';
const merged =
  '# Launch\n\nThe launch is on Friday.\nThe launch is on Tuesday.\n\nDetails follow.\n\nAda decides, with Grace.\n';

test('when somebody was faster, both edits are merged and nothing is lost @both', async ({ owner, sdk }) => {
  const { keyboard } = owner;
  const { memories, memoryVersions } = sdk.beta.memoryStores;
  const store = await sdk.beta.memoryStores.create({ name: 'Edited by two' });
  const inStore = { memory_store_id: store.id };
  const memory = await memories.create(store.id, { path: '/launch.md', content: before });
  const readNow = async () => (await memories.retrieve(memory.id, inStore)).content;
  await owner.goto(`${await openWorkspace(owner)}/stores/${store.id}/memories/${memory.id}`);
  await expect(owner.getByRole('article', { name: 'Text' })).toBeVisible();

  await keyboard.press('e');
  const box = owner.getByRole('textbox', { name: 'Text of the memory' });
  await expect(box).toBeFocused();
  await expectAccessible(owner);
  await keyboard.press('Control+Home');
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await keyboard.press('Shift+End');
  await keyboard.type('The launch is on Tuesday.');
  await keyboard.press('Control+Enter');
  const save = owner.getByRole('button', { name: 'Save this text' });
  await expect(save).toBeFocused();
  await expect(owner.getByRole('region', { name: 'Difference' })).toBeVisible();
  await expectAccessible(owner);

  await memories.update(memory.id, { ...inStore, content: theirs });
  await keyboard.press('Enter');
  await expect(owner.getByRole('heading', { name: 'Somebody changed this memory' })).toBeVisible();
  const conflict = owner.getByRole('group', { name: 'Conflict 1' });
  await expect(conflict).toContainText('The launch is on Tuesday.');
  await expect(conflict).toContainText('The launch is on Friday.');
  await expect(owner.getByRole('group', { name: /^Conflict/ })).toHaveCount(1);
  const review = owner.getByRole('button', { name: 'Review the merged text' });
  await expect(review).toBeDisabled();
  await expectAccessible(owner);
  expect(await readNow(), 'nothing is saved yet').toBe(theirs);

  await conflict.getByRole('radio', { name: 'Keep both' }).press('Space');
  await review.press('Enter');
  await expect(save).toBeFocused();
  await expectAccessible(owner);
  await keyboard.press('Enter');
  await expect(owner.getByText('Saved /launch.md')).toBeVisible();
  await expect(owner.getByRole('article', { name: 'Text' })).toContainText('The launch is on Friday.');
  expect(await readNow()).toBe(merged);

  await keyboard.press('e');
  await expect(box).toBeFocused();
  await keyboard.press('Control+End');
  await keyboard.type('Written at the end by a person.\n');
  await keyboard.press('Control+Enter');
  await expect(save).toBeFocused();
  await memories.update(memory.id, { ...inStore, content: merged.replace('# Launch', '# The launch') });
  await keyboard.press('Enter');
  await expect(owner.getByText('Both edits fit together.')).toBeVisible();
  await expect(save).toBeFocused();
  await expectAccessible(owner);
  await keyboard.press('Enter');
  await expect(owner.getByRole('button', { name: /^5 modified/ })).toHaveAttribute('aria-current', 'true');
  expect(await readNow()).toBe(
    `${merged.replace('# Launch', '# The launch')}Written at the end by a person.\n`,
  );

  const history = await memoryVersions.list(store.id, { memory_id: memory.id, view: 'full' });
  const kept = history.data.map((version) => version.content);
  expect(kept, 'every text that was ever saved').toEqual(expect.arrayContaining([before, theirs, merged]));
  expect(kept).toHaveLength(5);
});
