import { beforeAll, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { spendOn, spendRequest } from '@/lib/auth/rate-limit';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { retrieveLimits } from './retrieve-limits';

vi.stubEnv('LIMIT_STORE_BYTES', '1000');
vi.stubEnv('LIMIT_EXPORTS_PER_MINUTE', '7');

useDatabase();

let system: Actor;
let operator: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
});

test('says every limit, where it comes from and how much of it is used', async () => {
  const [small, large] = [await makeStore(system), await makeStore(system)];
  await makeMemory(system, small.id, { content: 'four' });
  await makeMemory(system, small.id, { content: 'four' });
  await makeMemory(system, large.id, { content: 'x'.repeat(900) });
  for (let index = 0; index < 3; index += 1) await spendOn(operator, 'exports');

  const limits = await retrieveLimits(operator);
  expect(limits).toMatchObject({
    memory_stores: { variable: 'LIMIT_STORES_PER_WORKSPACE', limit: null, used: 2 },
    memories_per_store: {
      limit: 10_000,
      fullest: [
        { memory_store_id: small.id, name: small.name, used: 2 },
        { memory_store_id: large.id, used: 1 },
      ],
    },
    bytes_per_store: {
      limit: 1000,
      fullest: [
        { memory_store_id: large.id, used: 900 },
        { memory_store_id: small.id, used: 8 },
      ],
    },
    import_bytes: { limit: 1_000_000_000 },
  });
  const { per_minute: perMinute } = limits;
  expect(perMinute).toContainEqual({
    of: 'exports',
    variable: 'LIMIT_EXPORTS_PER_MINUTE',
    limit: 7,
    shared_by: 'credential',
    used: 3,
  });
  expect(perMinute.map(({ variable }) => variable)).toContain('LIMIT_WORKSPACE_SEARCHES_PER_MINUTE');
});

test('counts what other credentials and workspaces take for themselves', async () => {
  const { system: neighbour } = await makeWorkspace();
  await spendRequest(await makeKey(neighbour));
  const { per_minute: perMinute } = await retrieveLimits(neighbour);
  const used = (of: string) => perMinute.filter((each) => each.of === of).map((each) => each.used);
  expect(used('requests')).toEqual([1500]);
  expect(used('exports')).toEqual([0, 0]);
});

test('is for admins only', async () => {
  for (const actor of [await makeMember(system, 'viewer'), await makeKey(system, { kind: 'agent' })])
    await expect(retrieveLimits(actor)).rejects.toMatchObject({ code: 'forbidden' });
});
