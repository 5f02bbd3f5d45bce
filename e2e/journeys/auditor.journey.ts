import { expect, expectAccessible, openWorkspace, test } from './support/journey';
import { expectRefused, findTarget, listActs, listReads } from './support/refused-acts';

test('an auditor reads no memory, by page or by API', async ({ auditor: page, demoSdk, server }) => {
  const target = await findTarget(demoSdk);
  const workspace = await openWorkspace(page);
  const root = `${workspace}/stores/${target.storeId}`;
  const words = target.content.split(/[#\n]+/).map((line) => line.trim());
  const secrets = ['raft.md', ...words.filter((line) => line.length > 12)];
  const pages: [string, string | RegExp][] = [
    [`${workspace}/search#q=raft`, 'Your role may not search memories'],
    [root, 'Research notes'],
    [`${root}/memories/${target.memoryId}`, 'Your role may not read memories'],
    [
      `${root}/memories/${target.memoryId}?view=raw&version=${target.versionId}`,
      'Your role may not read memories',
    ],
    [`${root}/history`, 'Your role may not see'],
    [`${root}/as-of?at=${new Date().toISOString()}`, 'Your role may not see'],
    [`${root}/compare?from=2026-01-01T00:00:00Z`, 'Your role may not see'],
  ];
  for (const [address, words] of pages) {
    await page.goto(address);
    await expect(page.getByText(words).first(), address).toBeVisible();
    await expect(page.getByRole('tree')).toHaveCount(0);
    await expectAccessible(page);
    const html = await page.content();
    for (const secret of secrets) expect(html.includes(secret), `${secret} at ${address}`).toBe(false);
  }
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('raft');
  await expect(page.getByRole('dialog', { name: 'Search everywhere' })).toBeVisible();
  await expect(page.getByRole('option', { name: 'raft.md' })).toHaveCount(0);

  await expectRefused(page, server.url, workspace, [...listActs(target), ...listReads(target)]);
});
