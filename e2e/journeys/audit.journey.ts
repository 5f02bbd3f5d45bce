import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';

import { verifyAuditFile } from '@/lib/cli/inspect/audit-file';

import { expect, expectAccessible, openWorkspace, test } from './support/journey';

test('an auditor finds who redacted what, exports it, and reads no memory', async ({
  auditor: page,
  demoSdk,
}) => {
  const secret = `AKIA${randomBytes(8).toString('hex').toUpperCase()}`;
  const { memories, memoryVersions } = demoSdk.beta.memoryStores;
  const store = await demoSdk.beta.memoryStores.create({ name: 'Redacted deployments' });
  const memory_store_id = store.id;
  const memory = await memories.create(memory_store_id, { path: `/${secret}.md`, content: `key ${secret}` });
  await memories.update(memory.id, { memory_store_id, content: 'no key', path: '/notes.md' });
  await memoryVersions.redact(memory.memory_version_id, { memory_store_id });
  const received: Promise<string>[] = [];
  page.on('response', (response) => received.push(response.text().catch(() => '')));

  await openWorkspace(page);
  await page.getByRole('link', { name: 'Audit' }).press('Enter');
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible();
  const filters = page.getByRole('form', { name: 'Filters' });
  const entries = page.getByRole('region', { name: 'Audit entries, newest first' });
  await filters.getByLabel('Did').selectOption('memory version redacted');
  await expect(page).toHaveURL(/action=memory_version\.redacted/);
  const ends = { version: memory.memory_version_id.slice(-4), memory: memory.id.slice(-4) };
  const sentence = `redacted version …${ends.version} of memory …${ends.memory} in Redacted deployments`;
  await expect(entries.getByRole('link', { name: sentence })).toHaveCount(1);
  await filters.getByLabel('To (an id)').fill(memory.memory_version_id);
  await page.keyboard.press('Enter');
  await expect(entries.getByRole('link')).toHaveCount(1);
  await expectAccessible(page);

  await page.keyboard.press('e');
  const dialog = page.getByRole('dialog', { name: 'Export these audit entries' });
  await expect(dialog.getByRole('button', { name: 'Download' })).toBeFocused();
  await expectAccessible(page);
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  const file = await readFile(await (await downloading).path());
  await expect(dialog.getByText('Downloaded')).toBeVisible();
  await dialog.getByRole('button', { name: 'Done' }).press('Enter');
  await expect(dialog).toBeHidden();
  const lines = file.toString('utf8').trimEnd().split('\n');
  const body = lines.slice(0, -1).map((line) => `${line}\n`);
  const sha256 = createHash('sha256').update(body.join('')).digest('hex');
  expect(JSON.parse(lines.at(-1) ?? '')).toEqual({ kind: 'end', entry_count: 1, sha256 });
  expect(JSON.parse(lines[1] ?? '')).toMatchObject({
    action: 'memory_version.redacted',
    actor: { type: 'api_actor' },
    target: { id: memory.memory_version_id },
  });
  async function* chunks() {
    yield await Promise.resolve(file);
  }
  expect(await verifyAuditFile(chunks())).toMatchObject({ isWhole: true, entryCount: 1 });

  await entries.getByRole('link').press('Enter');
  await expect(page.getByText(sentence)).toBeVisible();
  await expectAccessible(page);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(page.getByText(sentence)).toBeVisible();

  await page.getByRole('link', { name: 'Audit' }).first().press('Enter');
  await expect(entries.getByRole('link', { name: 'exported 1 audit entry' }).first()).toBeVisible();
  const bodies = await Promise.all(received);
  expect(bodies.filter((text) => text.includes(secret))).toEqual([]);
  expect(file.includes(secret)).toBe(false);
});
