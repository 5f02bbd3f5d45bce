import { afterAll, beforeAll, expect, test } from 'vitest';

import { listAuditEntries } from '@/lib/audit/read';
import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeWorkspace } from '@/lib/testing/factories';
import { openFollower } from '@/lib/testing/following';
import type { Follower } from '@/lib/testing/following';
import { spellingsOf } from '@/lib/testing/leak-sweep';
import { makeTexts, partsOf } from '@/lib/testing/texts';
import { verbs } from '@/lib/testing/verbs';

import { announceCommits } from './announce-commits';
import { changesResource } from './schema';

useDatabase();

let operator: Actor;
let follower: Follower;
let stopAnnouncing: () => void;

beforeAll(async () => {
  stopAnnouncing = announceCommits();
  operator = await makeKey((await makeWorkspace()).system);
  follower = await openFollower(operator);
});
afterAll(async () => {
  await follower.close();
  stopAnnouncing();
});

/** The newest entry of the workspace has come: everything before it has, too. */
async function isUpToDate(): Promise<boolean> {
  const { data } = await listAuditEntries(operator, { limit: 1, order: 'desc' });
  return follower.changes.some(({ id }) => id === data[0]?.id);
}

test('of whatever is done, ids and codes are told, and no text that a caller gave', async () => {
  const texts: string[] = [];
  for (const { prepare } of Object.values(verbs)) {
    const own = makeTexts();
    texts.push(...partsOf(own));
    await (
      await prepare(operator, own)
    )();
  }
  await expect.poll(isUpToDate, { timeout: 20_000 }).toBe(true);
  expect(new Set(follower.changes.map(({ action }) => action)).size).toBeGreaterThan(20);
  changesResource.parse({ type: 'changes', data: follower.changes });
  const told = follower.text().toLowerCase();
  expect(texts.filter((text) => spellingsOf(text).some((spelling) => told.includes(spelling)))).toEqual([]);
});
