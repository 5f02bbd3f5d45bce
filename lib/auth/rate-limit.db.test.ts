import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { revokeApiKey } from '@/lib/workspaces/revoke-api-key';

import type { Actor } from './actor';

const limit = 5;
const searchLimit = 3;
const workspaceSearchLimit = 6;
vi.stubEnv('LIMIT_REQUESTS_PER_MINUTE', String(limit));
vi.stubEnv('LIMIT_SEARCHES_PER_MINUTE', String(searchLimit));
vi.stubEnv('LIMIT_WORKSPACE_SEARCHES_PER_MINUTE', String(workspaceSearchLimit));

const context = useDatabase();
const minuteUs = 60_000_000;

let system: Actor;
let key: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  await setClock(10_000_000);
});
beforeEach(async () => {
  key = await makeKey(system);
});

/** Stops the database's clock this far behind a full minute. */
async function setClock(us: number): Promise<void> {
  const at = Math.floor((Date.now() * 1000) / minuteUs) * minuteUs + us;
  await asOwner(context, (query) =>
    query(
      `CREATE OR REPLACE FUNCTION now_us() RETURNS bigint LANGUAGE sql VOLATILE PARALLEL SAFE AS 'SELECT ${at}::bigint'`,
    ),
  );
}

/** The limiter as another process has it: its own module with its own leases. */
function startLimiter() {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for('palimpsest.rateLeases'));
  return import('./rate-limit');
}

function accepts(spending: Promise<void>): Promise<boolean> {
  return spending.then(
    () => true,
    (error: { code?: unknown }) => {
      if (error.code === 'rate_limited') return false;
      throw error;
    },
  );
}

async function startProcess() {
  const { spendRequest } = await startLimiter();
  return (actor: Actor): Promise<boolean> => accepts(spendRequest(actor));
}

async function countAccepted(requests: readonly (() => Promise<boolean>)[]): Promise<number> {
  const accepted = await Promise.all(requests.map((request) => request()));
  return accepted.filter(Boolean).length;
}

const times = (count: number, request: () => Promise<boolean>) =>
  Array.from({ length: count }, () => request);

test('a credential gets its allowance, one at a time', async () => {
  const spend = await startProcess();
  for (let index = 0; index < limit; index += 1) expect(await spend(key)).toBe(true);
  expect(await spend(key)).toBe(false);
  expect(await spend(await makeKey(system))).toBe(true);
});

test('a credential gets its allowance, all at once', async () => {
  const spend = await startProcess();
  expect(await countAccepted(times(20, () => spend(key)))).toBe(limit);
});

test('several processes share one allowance', async () => {
  const [first, second] = [await startProcess(), await startProcess()];
  const requests = [...times(10, () => first(key)), ...times(10, () => second(key))];
  expect(await countAccepted(requests)).toBe(limit);
  const third = await startProcess();
  expect(await third(key)).toBe(false);
});

test('searches have an allowance of their own, and one that the whole workspace shares', async () => {
  const { spendOn } = await startLimiter();
  const search = (actor: Actor) => () => accepts(spendOn(actor, 'searches'));
  expect(await countAccepted(times(10, search(key)))).toBe(searchLimit);
  const { spendOn: elsewhere, spendRequest } = await startLimiter();
  const others = [await makeKey(system), await makeKey(system), await makeKey(system)];
  const more = others.flatMap((other) => times(10, () => accepts(elsewhere(other, 'searches'))));
  expect(await countAccepted(more)).toBe(workspaceSearchLimit - searchLimit);
  await expect(elsewhere(await makeKey(system), 'searches')).rejects.toMatchObject({
    code: 'rate_limited',
    message: expect.stringMatching(
      /^the workspace's limit of 6 searches a minute is used up; try again in \d+ s$/,
    ) as string,
  });
  const { system: neighbour } = await makeWorkspace();
  await elsewhere(await makeKey(neighbour), 'searches');
  await spendRequest(key);
});

test('a refusal says how long to wait: to the end of the minute', async () => {
  const { spendRequest } = await startLimiter();
  for (let index = 0; index < limit; index += 1) await spendRequest(key);
  const refusal = await spendRequest(key).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'rate_limited',
    message: expect.stringMatching(
      /^the limit of 5 requests a minute is used up; try again in \d+ s$/,
    ) as string,
  });
  const { retryAfterSeconds } = (refusal as { details: { retryAfterSeconds: number } }).details;
  expect(retryAfterSeconds).toBeGreaterThan(0);
  expect(retryAfterSeconds).toBeLessThanOrEqual(50);
});

test('the next minute brings a new allowance', async () => {
  const spend = await startProcess();
  expect(await countAccepted(times(10, () => spend(key)))).toBe(limit);
  await setClock(minuteUs + 1_000_000);
  const later = await startProcess();
  expect(await countAccepted(times(10, () => later(key)))).toBe(limit);
});

test('a revoked key is refused as such', async () => {
  await revokeApiKey(system, key.id);
  const { spendRequest } = await import('./rate-limit');
  await expect(spendRequest(key)).rejects.toMatchObject({ code: 'unauthenticated' });
});
