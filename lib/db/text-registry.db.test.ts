import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { createMemory } from '@/lib/memories/create-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { runRetention } from '@/lib/retention/run-retention';
import { setPolicy } from '@/lib/retention/set-policy';
import { startRun } from '@/lib/retention/start-run';
import { indexWorkspace } from '@/lib/search/index-workspace';
import { deleteStore } from '@/lib/stores/delete-store';
import { purgeStore } from '@/lib/stores/purge-store';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { sweepForLeaks } from '@/lib/testing/leak-sweep';
import { makeOldHistories } from '@/lib/testing/old-histories';
import { asOwner } from '@/lib/testing/owner';
import { makeTexts } from '@/lib/testing/texts';
import { redactVersion } from '@/lib/versions/redact-version';

import { listTextColumns } from './text-registry';

const context = useDatabase();

/** Text-like columns of our schemas, domains and enums left out; partitions are their parent's. */
const catalogue = `
  SELECT n.nspname || '.' || c.relname || '.' || a.attname AS name
  FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_type t ON t.oid = a.atttypid
  WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND NOT c.relispartition AND a.attnum > 0 AND NOT a.attisdropped
    AND (t.typname IN ('text', 'varchar', 'bpchar', 'name', 'citext', 'json', 'jsonb', 'xml', 'bytea', 'tsvector', 'hstore')
      OR t.typcategory = 'A')`;

const advice = `lib/db/text-registry.ts names every column that can hold text or something derived from it, because whatever removes
text walks it. Add what is missing with its class (and, for memory text, what redaction does with it); take away what is gone.`;

describe('the registry', () => {
  test('names every column of the database that can hold text, and no other', async () => {
    const found = await asOwner(context, (query) => query<{ name: string }>(catalogue));
    const inDatabase = found.map((row) => row.name);
    const registered = listTextColumns().map(({ schema, table, column }) => `${schema}.${table}.${column}`);
    expect(
      {
        missing: inDatabase.filter((name) => !registered.includes(name)),
        gone: registered.filter((name) => !inDatabase.includes(name)),
      },
      advice,
    ).toEqual({ missing: [], gone: [] });
  });

  test('says where the rows of memory text belong, by columns that exist', () => {
    const columns = listTextColumns();
    const names = new Set(columns.map(({ schema, table, column }) => `${schema}.${table}.${column}`));
    for (const { schema, table, column, belongsTo, onRedaction } of columns) {
      const owners = Object.values(belongsTo).map((owner) => `${schema}.${table}.${owner}`);
      expect(owners.filter((owner) => !names.has(owner))).toEqual([]);
      if (onRedaction === null) continue;
      const owner = onRedaction === 'follows_head' ? 'memory' : 'memory_version';
      expect(Object.keys(belongsTo), `${table}.${column} must say which ${owner} it belongs to`).toContain(
        owner,
      );
    }
  });
});

describe('no memory text stays behind', () => {
  let operator: Actor;
  let storeId: string;

  beforeAll(async () => {
    operator = await makeKey((await makeWorkspace()).system);
    storeId = (await makeStore(operator)).id;
  });

  function sweepMemoryText(canaries: string[]): Promise<string[]> {
    return asOwner(context, (query) =>
      sweepForLeaks(query, canaries, (column) => column.class === 'memory_text'),
    );
  }

  /** Searchable text is kept folded, as these canaries are already; its hashes say nothing of a text. */
  async function sweepIndexed(canaries: string[]): Promise<string[]> {
    await indexWorkspace(operator.workspaceId);
    return sweepMemoryText(canaries);
  }

  async function makeCanaryMemory() {
    const { path, content } = makeTexts();
    const memory = await createMemory(operator, storeId, { path, content }, 'basic');
    const target = { storeId, memoryId: memory.id };
    return { target, versionId: memory.memory_version_id, canaries: [content, path] };
  }

  const everywhere = [
    'public.memory.path',
    'public.memory.content_sha256',
    'public.memory_version.path',
    'public.memory_version.content_sha256',
    'public.memory_content.body',
    'public.search_text.path',
    'public.search_text.body',
  ];

  test('the sweep finds a live memory everywhere', async () => {
    const { canaries } = await makeCanaryMemory();
    expect(await sweepIndexed(canaries)).toEqual(everywhere);
  });

  test('of a redacted version that was written over', async () => {
    const { target, versionId, canaries } = await makeCanaryMemory();
    const { path, content } = makeTexts();
    await updateMemory(operator, target, { path, content }, 'basic');
    expect(await sweepIndexed(canaries)).toContain('public.search_text.body');
    await redactVersion(operator, storeId, versionId);
    expect(await sweepMemoryText(canaries)).toEqual([]);
    expect(await sweepIndexed([content, path])).toEqual(everywhere);
    expect(await sweepMemoryText(canaries)).toEqual([]);
  });

  test('of a deleted memory whose versions are all redacted', async () => {
    const { target, versionId, canaries } = await makeCanaryMemory();
    await indexWorkspace(operator.workspaceId);
    await deleteMemory(operator, target, undefined);
    const rows = await asOwner(context, (query) =>
      query<{ id: string }>('SELECT id FROM memory_version WHERE memory_id = $1 AND id <> $2', [
        target.memoryId,
        versionId,
      ]),
    );
    for (const id of [versionId, ...rows.map((row) => row.id)]) await redactVersion(operator, storeId, id);
    expect(await sweepMemoryText(canaries)).toEqual([]);
  });

  test('of versions and of a deleted memory that retention removed', async () => {
    const store = await makeStore(operator);
    const [old, gone, head] = [makeTexts(), makeTexts(), makeTexts()];
    await makeOldHistories(operator, store.id, [
      { ages: [40, 1], path: head.path, texts: [old.content, head.content] },
      { ages: [40, 30], isDeleted: true, path: gone.path, texts: [gone.content] },
    ]);
    const canaries = [old.content, gone.content, gone.path];
    expect(await sweepIndexed(canaries)).toContain('public.search_text.body');
    const keepOne = {
      old_versions: { after_days: 20, keep_newest: 1 },
      deleted_memories: { after_days: 20 },
    };
    await setPolicy(operator, store.id, keepOne);
    const run = await startRun(operator, { dry_run: false, memory_store_id: store.id });
    await runRetention({ workspaceId: operator.workspaceId, retentionRunId: run.id });
    expect(await sweepMemoryText(canaries)).toEqual([]);
    expect(await sweepIndexed([head.path, head.content])).toEqual(everywhere);
    expect(await sweepMemoryText(canaries)).toEqual([]);
  });

  test('of a store that was deleted and purged', async () => {
    const store = await makeStore(operator);
    const { path, content } = makeTexts();
    const memory = await createMemory(operator, store.id, { path, content }, 'basic');
    await updateMemory(
      operator,
      { storeId: store.id, memoryId: memory.id },
      { content: `${content} more` },
      'basic',
    );
    await indexWorkspace(operator.workspaceId);
    await deleteStore(operator, store.id);
    await purgeStore({ workspaceId: operator.workspaceId, memoryStoreId: store.id });
    expect(await sweepMemoryText([content, path])).toEqual([]);
  });
});
