import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { parseInstant } from '@/lib/clock/instant';
import { withWorkspace } from '@/lib/db/workspace';
import { archiveSession } from '@/lib/sessions/archive-session';
import { useDatabase } from '@/lib/testing/database';
import {
  makeKey,
  makeMember,
  makeMemory,
  makeSession,
  makeStore,
  makeWorkspace,
} from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';

import { appendAudit } from './append';
import { listAuditEntries, retrieveAuditEntry } from './read';
import { auditEntryDetail, auditEntryResource } from './schema';
import type { AuditEntryResource, AuditQuery } from './schema';

const context = useDatabase();

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

describe('of a session', () => {
  test('there is what it did and what was done to it, each once, in the order of all', async () => {
    const { system: own } = await makeWorkspace();
    const store = await makeStore(own);
    const session = await makeSession(own, { [store.id]: 'read_write' });
    await makeMemory(own, store.id);
    await makeMemory(session, store.id);
    await makeMemory(session, store.id);
    await archiveSession(own, session.id);
    const found: AuditEntryResource[] = [];
    let page: string | undefined;
    do {
      const answer = await listAuditEntries(own, { session_id: session.id, limit: 2, order: 'desc', page });
      found.push(...answer.data);
      page = answer.next_page ?? undefined;
    } while (page !== undefined);
    expect(found.map((entry) => entry.action)).toEqual([
      'session.archived',
      'memory.created',
      'memory.created',
      'session.created',
    ]);
    const { data } = await listAuditEntries(own, {
      session_id: session.id,
      action: 'memory.created',
      limit: 10,
      order: 'desc',
    });
    expect(data).toHaveLength(2);
  });
});

describe('by time', () => {
  test('every entry is found where it belongs, though transactions are not in the order of time', async () => {
    const { system: own } = await makeWorkspace();
    const minuteUs = 60_000_000n;
    const yearFarAhead = 4_102_444_800_000_000n;
    const at = (minute: bigint) => yearFarAhead + minute * minuteUs;
    // By the order of their transactions: some were recorded before others that began earlier.
    const minutes = [0n, 25n, 21n, 60n, 90n, 83n, 120n];
    await asOwner(context, async (query) => {
      for (const [index, minute] of minutes.entries()) {
        await query(
          `INSERT INTO audit_entry (workspace_id, id, recorded_at, action, actor_type, actor_id, target_type, target_id)
           VALUES ($1, $2, $3, 'memory.archived', 'system_actor', 'test', 'memory', 'mem_test')`,
          [own.workspaceId, `audit_${index}`, at(minute)],
        );
      }
    });
    for (const from of minutes) {
      for (const until of minutes.filter((minute) => minute >= from)) {
        const { data } = await listAuditEntries(own, {
          limit: 100,
          order: 'desc',
          'created_at[gte]': at(from),
          'created_at[lte]': at(until),
        });
        const inside = minutes.flatMap((minute, index) =>
          minute >= from && minute <= until ? [`audit_${index}`] : [],
        );
        expect(idsOf(data), `${from} to ${until}`).toEqual(inside.toReversed());
      }
    }
  });
});

describe('retrieveAuditEntry', () => {
  test('shows the entry with its parts, and the reason to those who may read memories', async () => {
    const [parentId, partId] = await withWorkspace(operator, async (tx) => {
      const target = { type: 'memory', id: memoryId } as const;
      const details = { act: 'lock', done: 1, unchanged: 0, failed: 0 };
      const reason = 'quotes what stands there';
      const parent = await appendAudit(tx, operator, {
        action: 'memory.bulk_acted',
        target,
        details,
        reason,
      });
      const part = { action: 'memory.locked', target, details: {}, parentId: parent } as const;
      return [parent, await appendAudit(tx, operator, part)];
    });
    const auditor = await makeMember(system, 'auditor');
    const shown = await retrieveAuditEntry(operator, parentId);
    expect(auditEntryDetail.parse(shown)).toMatchObject({
      id: parentId,
      part_count: 1,
      reason: { is_readable: true, body: 'quotes what stands there' },
    });
    expect(await retrieveAuditEntry(auditor, parentId)).toEqual({
      ...shown,
      reason: { is_readable: false, body: null },
    });
    expect(await retrieveAuditEntry(auditor, partId)).toMatchObject({
      parent_id: parentId,
      part_count: 0,
      reason: null,
    });
    expect(idsOf(await walk({ parent_id: parentId }))).toEqual([partId]);
  });

  test('is forbidden without audit:read, and finds nothing of another workspace', async () => {
    const entryId = all[0]?.id ?? '';
    const reviewer = await makeMember(system, 'reviewer');
    await expect(retrieveAuditEntry(reviewer, entryId)).rejects.toMatchObject({ code: 'forbidden' });
    const { system: stranger } = await makeWorkspace();
    for (const [actor, id] of [
      [stranger, entryId],
      [system, 'audit_none'],
    ] as const) {
      await expect(retrieveAuditEntry(actor, id)).rejects.toMatchObject({
        code: 'not_found',
        message: `audit entry not found: ${id}`,
      });
    }
  });
});
