import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';

import { selectEntries } from './entry-query';
import type { AuditFilter } from './schema';

const context = useDatabase();

let system: Actor;

const entries = 20_000;
const secondUs = 1_000_000n;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  await asOwner(context, async (query) => {
    await query(
      `INSERT INTO audit_entry (workspace_id, id, transaction_id, recorded_at, action, actor_type, actor_id, target_type, target_id, memory_store_id, parent_id)
       SELECT $1, 'audit_' || lpad(i::text, 8, '0'), i, i::bigint * 1000000,
         CASE WHEN i % 5000 = 0 THEN 'memory_version.redacted' ELSE 'memory.updated' END, 'session_actor', 'sesn_' || i % 997,
         'memory', 'mem_' || i % 1999, 'memstore_' || i % 53, CASE WHEN i % 100 = 0 THEN 'audit_' || i / 1000 END
       FROM generate_series(1, ${entries}) AS i`,
      [system.workspaceId],
    );
    await query('ANALYZE audit_entry');
  });
});

const cases: Record<string, AuditFilter> = {
  'an action': { action: 'memory_version.redacted' },
  'an actor': { actor_id: 'sesn_5' },
  'a target': { target_id: 'mem_5' },
  'a session': { session_id: 'sesn_5' },
  'a store': { memory_store_id: 'memstore_5' },
  'the entry above': { parent_id: 'audit_5' },
  'a span of time': { 'created_at[gte]': 100n * secondUs, 'created_at[lte]': 130n * secondUs },
  'everything until a time': { 'created_at[lte]': 300n * secondUs },
};

type Plan = { 'Node Type': string; 'Actual Rows': number; 'Rows Removed by Filter'?: number; Plans?: Plan[] };

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

describe("under the application's role", () => {
  test.each(Object.entries(cases))('a page by %s reads little more than it shows', async (_, filter) => {
    const { workspaceId } = system;
    const selection = { workspaceId, filter, direction: 'desc', snapshot: null, after: null } as const;
    const { text, values } = selectEntries({ ...selection, snapshot: '50000:50000:' }, 101);
    const [row] = await withWorkspace(system, (tx) =>
      tx.$queryRawUnsafe<{ 'QUERY PLAN': [{ Plan: Plan }] }[]>(
        `EXPLAIN (ANALYZE, FORMAT JSON, TIMING OFF) ${text}`,
        ...values,
      ),
    );
    const nodes = nodesOf(row!['QUERY PLAN'][0].Plan);
    expect(nodes.map((node) => node['Node Type'])).not.toContain('Seq Scan');
    const looked = nodes.map((node) => node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0));
    // A span of time is widened by how long a transaction may live.
    expect(Math.max(...looked)).toBeLessThan(1500);
  });
});
