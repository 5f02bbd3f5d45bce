import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { getDatabase, setDatabase } from '@/lib/db/database';
import type { Query } from '@/lib/db/database';
import { listTimeline } from '@/lib/history/list-timeline';
import { readSizes } from '@/lib/history/read-sizes';
import { flushReads } from '@/lib/reads/flush-reads';
import { searchPaths } from '@/lib/search/search-paths';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeKey, makeMember, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { listVersions, retrieveVersion } from '@/lib/versions/read';

import { listTree } from './list-tree';
import { listMemories, retrieveMemory } from './read';

const context = useDatabase();

const memoryCount = 5000;

/** As a superuser, whom row-level security does not bind: 5,000 memories in 50 folders, each with two versions. */
const fill = `
  WITH numbered AS (
    SELECT i, 'mem_' || lpad(i::text, 5, '0') AS id, 'memver_' || lpad(i::text, 5, '0') AS version FROM generate_series(1, ${memoryCount}) i
  ), memories AS (
    INSERT INTO memory (workspace_id, id, memory_store_id, path, head_version_id, served_version_id, version_number, content_sha256,
        content_size_bytes, created_at, updated_at)
      SELECT $1, id, $2, '/folder-' || i % 50 || '/' || id, version || '_2', version || '_2', 2, 'hash', 4, i, i FROM numbered RETURNING 1
  ), versions AS (
    INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes,
        actor_type, actor_id, trust_tier, recorded_at)
      SELECT $1, version || '_' || number, $2, id, number, CASE number WHEN 1 THEN 'created' ELSE 'modified' END,
        '/folder-' || i % 50 || '/' || id, 'hash', 4, 'api_actor', 'apikey_' || i % 100, 'untrusted', i * 10 + number
      FROM numbered, generate_series(1, 2) number RETURNING 1
  )
  INSERT INTO memory_content (workspace_id, memory_version_id, body)
    SELECT $1, version || '_' || number, 'text' FROM numbered, generate_series(1, 2) number`;

async function fillStore(workspaceId: string, storeId: string): Promise<void> {
  const admin = new pg.Client({ connectionString: context.adminUrl ?? '' });
  await admin.connect();
  await admin.query(fill, [workspaceId, storeId]);
  await admin.query('ANALYZE');
  await admin.end();
}

type PlanRow = { 'QUERY PLAN': string };

/** Runs a read with every statement explained first, in its own transaction and under the application's role. */
async function explain(read: () => Promise<unknown>): Promise<string> {
  const database = getDatabase();
  const plan: string[] = [];
  const explaining =
    (query: Query): Query =>
    async (text, values) => {
      const rows = await query<PlanRow>(`EXPLAIN ${text}`, values);
      plan.push(...rows.map((row) => row['QUERY PLAN']));
      return query(text, values);
    };
  setDatabase({
    ...database,
    transaction: (first, work) => database.transaction(first, (query, copy) => work(explaining(query), copy)),
  });
  await read().finally(() => setDatabase(database));
  return plan.join('\n');
}

describe.skipIf(isEmbedded)('with 5,000 memories in a store', () => {
  let callers: Record<'agent' | 'person', Actor>;
  let storeId: string;

  beforeAll(async () => {
    const { system, workspaceId } = await makeWorkspace();
    callers = { agent: await makeKey(system, { kind: 'agent' }), person: await makeMember(system, 'viewer') };
    storeId = (await makeStore(system)).id;
    await fillStore(workspaceId, storeId);
  });

  const folder = { path_prefix: '/folder-7/', view: 'basic' as const, limit: 20 };
  const versions = { view: 'basic' as const, limit: 20 };
  const reads: Record<string, (actor: Actor) => Promise<unknown>> = {
    'a folder': (actor) => listMemories(actor, storeId, { ...folder, depth: 1 }),
    'the folders of the root': (actor) =>
      listMemories(actor, storeId, { ...folder, path_prefix: '/', depth: 1 }),
    'a folder with content': (actor) => listMemories(actor, storeId, { ...folder, depth: 1, view: 'full' }),
    'everything below a prefix': (actor) => listMemories(actor, storeId, { ...folder, depth: 0 }),
    everything: (actor) => listMemories(actor, storeId, { ...folder, path_prefix: '/', depth: 0 }),
    'a memory': (actor) => retrieveMemory(actor, { storeId, memoryId: 'mem_00007' }, { view: 'full' }),
    'the versions of a store': (actor) => listVersions(actor, storeId, versions),
    'the versions of a memory': (actor) =>
      listVersions(actor, storeId, { ...versions, memory_id: 'mem_00007' }),
    'the versions of a key': (actor) => listVersions(actor, storeId, { ...versions, api_key_id: 'apikey_7' }),
    'a version': (actor) => retrieveVersion(actor, storeId, 'memver_00007_1', { view: 'full' }),
  };
  const cases = Object.entries(reads).flatMap(([name, read]) =>
    (['agent', 'person'] as const).map((who) => ({ name, who, read })),
  );

  test.each(cases)('$name: read through indexes for the $who', async ({ who, read }) => {
    const plan = await explain(() => read(callers[who]));
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toMatch(/Seq Scan on (memory|memory_version|memory_content)\b/);
  });

  const browsing: Record<string, (actor: Actor) => Promise<unknown>> = {
    'a folder of the tree': (actor) =>
      listTree(actor, { memory_store_id: storeId, path_prefix: '/folder-7/', limit: 20 }),
    'the tree from its root': (actor) =>
      listTree(actor, { memory_store_id: storeId, path_prefix: '/', limit: 20 }),
    'what has a part in its path': (actor) => searchPaths(actor, { ...path, query: 'M_049' }),
    'what was archived with a part in its path': (actor) =>
      searchPaths(actor, { ...path, query: 'M_049', state: 'archived' }),
    'the timeline of a memory': (actor) =>
      listTimeline(actor, { storeId, memoryId: 'mem_00007' }, { limit: 20 }),
    'the sizes of a memory': (actor) => readSizes(actor, { storeId, memoryId: 'mem_00007' }),
  };
  const path = { path_prefix: '/', state: 'all', ids_only: false, limit: 20 } as const;

  test.each(Object.entries(browsing))('%s: read through indexes', async (_, read) => {
    // What other reads left to be recorded is no part of this one.
    await flushReads();
    const plan = await explain(() => read(callers.person));
    expect(plan).toMatch(/Index (Only )?Scan/);
    expect(plan).not.toMatch(/Seq Scan on (memory|memory_version|memory_content)\b/);
  });

  test('a walk through a folder never sorts what is below it', async () => {
    const plan = await explain(() => listMemories(callers.agent, storeId, { ...folder, depth: 1 }));
    expect(plan).toContain('Recursive Union');
    expect(plan).not.toContain('Sort');
  });
});
