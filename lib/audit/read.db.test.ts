import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';

import { listAuditEntries } from './read';
import { auditEntryResource } from './schema';
import type { AuditEntryResource, AuditQuery } from './schema';

useDatabase();

let system: Actor;
let operator: Actor;
let storeId: string;
let memoryId: string;
let all: AuditEntryResource[];

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  operator = await makeKey(system);
  storeId = (await makeStore(operator)).id;
  memoryId = (await makeMemory(operator, storeId)).id;
  await makeStore(operator);
  all = (await listAuditEntries(system, { limit: 100, order: 'desc' })).data;
});

const idsOf = (entries: readonly AuditEntryResource[]) => entries.map((entry) => entry.id);

async function walk(query: Partial<AuditQuery>): Promise<AuditEntryResource[]> {
  const found: AuditEntryResource[] = [];
  let page: string | undefined;
  do {
    const answer = await listAuditEntries(system, { limit: 2, order: 'desc', ...query, page });
    found.push(...answer.data);
    page = answer.data.length === 0 ? undefined : (answer.next_page ?? undefined);
  } while (page !== undefined);
  return found;
}

describe('listAuditEntries', () => {
  test('gives every entry once, newest first or oldest first', async () => {
    expect(all.map((entry) => entry.action)).toEqual([
      'memory_store.created',
      'memory.created',
      'memory_store.created',
      'api_key.created',
      'workspace.created',
    ]);
    expect(await walk({})).toEqual(all);
    // Whoever follows the trail waits for what is under way, in other databases of the same server too.
    await expect.poll(() => walk({ order: 'asc' }), { timeout: 20_000 }).toEqual(all.toReversed());
  });

  test('keeps to its schema', () => {
    for (const entry of all) expect(auditEntryResource.parse(entry)).toEqual(entry);
  });

  test('filters by action, actor, target and store, together and alone', async () => {
    const pick = (test: (entry: AuditEntryResource) => boolean) => all.filter(test);
    expect(await walk({ action: 'memory_store.created' })).toEqual(
      pick((each) => each.action === 'memory_store.created'),
    );
    expect(await walk({ actor_id: operator.id })).toHaveLength(3);
    expect(await walk({ target_id: memoryId })).toEqual(pick((each) => each.target.id === memoryId));
    expect(await walk({ memory_store_id: storeId })).toEqual(
      pick((each) => each.memory_store_id === storeId),
    );
    expect(await walk({ memory_store_id: storeId, action: 'memory.created', actor_id: 'nobody' })).toEqual(
      [],
    );
  });

  test('includes both bounds of created_at', async () => {
    const at = parseInstant(all[2]?.recorded_at ?? '') ?? 0n;
    expect(idsOf(await walk({ 'created_at[gte]': at }))).toEqual(idsOf(all.slice(0, 3)));
    expect(idsOf(await walk({ 'created_at[lte]': at }))).toEqual(idsOf(all.slice(2)));
    expect(idsOf(await walk({ 'created_at[gte]': at, 'created_at[lte]': at }))).toEqual(
      idsOf(all.slice(2, 3)),
    );
  });

  test('refuses the cursor of another list', async () => {
    const { next_page: page } = await listAuditEntries(system, { limit: 1, order: 'desc' });
    await expect(listAuditEntries(system, { limit: 1, order: 'asc', page: page ?? '' })).rejects.toThrow(
      /^page: /,
    );
  });

  test('is for auditors and admins, and shows no other workspace', async () => {
    const auditor = await makeMember(system, 'auditor');
    expect((await listAuditEntries(auditor, { limit: 1, order: 'desc' })).data).toHaveLength(1);
    for (const actor of [
      await makeMember(system, 'privacy_officer'),
      await makeKey(system, { kind: 'agent' }),
    ]) {
      const attempt = listAuditEntries(actor, { limit: 1, order: 'desc' });
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
    }
    const other = (await makeWorkspace()).system;
    const foreign = await listAuditEntries(other, { limit: 100, order: 'desc' });
    expect(foreign.data.map((entry) => entry.action)).toEqual(['workspace.created']);
  });
});
