import { eraSize } from '@/lib/search/era';
import { toSearchRow } from '@/lib/search/search-row';

import { proseAt } from './prose';
import { seededId } from './seed';
import type { Run, Stage } from './stage';

const sizeBytes = 160;
const filesPerFolder = 100;
/** Rows of one statement: some eras, whole ones. */
const rowsEach = 8 * eraSize;

export function folderAt(number: number): string {
  return `/notes-${String(Math.floor(number / filesPerFolder)).padStart(5, '0')}/`;
}

export function textAt(number: number): string {
  return proseAt(number, sizeBytes);
}

/** A memory as its writer sent it, and the row that the indexer makes of it. */
function toRow(workspaceId: string, storeIds: readonly string[], number: number) {
  const era = Math.ceil(number / eraSize);
  const storeId = storeIds[number % storeIds.length]!;
  const text = textAt(number);
  const path = `${folderAt(number)}note-${String(number % filesPerFolder).padStart(2, '0')}.md`;
  const version = {
    id: seededId('memver', storeId, number),
    memory_id: seededId('mem', storeId, number),
    memory_store_id: storeId,
    recorded_at: 1_790_000_000_000_000n + BigInt(number),
    actor_type: 'system_actor',
    actor_id: 'bench',
    path,
    body: Buffer.from(text),
  };
  return { ...toSearchRow(version, { workspaceId, era }), written_path: path, text };
}

const insertRows = `
  WITH source AS MATERIALIZED (
    SELECT r.*, convert_to(r.text, 'UTF8') AS bytes FROM json_to_recordset($2::json) AS r (id text, memory_id text, memory_store_id text, era int,
      recorded_at bigint, actor_type text, actor_id text, path text, body text, grams text, written_path text, text text)
  ), memories AS (
    INSERT INTO memory (workspace_id, id, memory_store_id, path, head_version_id, served_version_id, version_number, content_sha256, content_size_bytes, created_at, updated_at)
    SELECT $1, memory_id, memory_store_id, written_path, id, id, 1, encode(sha256(bytes), 'hex'), length(bytes), recorded_at, recorded_at FROM source
  ), versions AS (
    INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at)
    SELECT $1, id, memory_store_id, memory_id, 1, 'created', written_path, encode(sha256(bytes), 'hex'), length(bytes), actor_type, actor_id, 'trusted', recorded_at FROM source
  ), contents AS (
    INSERT INTO memory_content (workspace_id, memory_version_id, body) SELECT $1, id, bytes FROM source
  ), texts AS (
    INSERT INTO search_text (workspace_id, memory_version_id, memory_id, memory_store_id, era, recorded_at, actor_type, actor_id, path, body, grams)
    SELECT $1, id, memory_id, memory_store_id, era, recorded_at, actor_type, actor_id, path, body, grams::int[] FROM source
  )
  INSERT INTO search_era (workspace_id, era, row_count, first_at, last_at)
  SELECT $1, era, count(*), min(recorded_at), max(recorded_at) FROM source GROUP BY era`;

/** Nothing is left to be walked, and what is written from now on is found by the trail. */
const markIndexed = `
  INSERT INTO search_progress (workspace_id, transaction_id, entry_id, rebuilt_to, rebuilt_count)
  VALUES ($1, pg_snapshot_xmin(pg_current_snapshot())::text::bigint, '', NULL, $2)
  ON CONFLICT (workspace_id) DO UPDATE SET rebuilt_to = NULL, rebuilt_count = excluded.rebuilt_count`;

/** The product's own index of grams is built when the rows are there: row by row would take many times longer. */
async function withoutIndex(run: Run, work: () => Promise<void>): Promise<void> {
  const [index] = await run(`SELECT pg_get_indexdef('search_text_grams_idx'::regclass) AS definition`);
  await run('DROP INDEX search_text_grams_idx');
  await work();
  await run(`SET maintenance_work_mem = '512MB'`);
  await run(String(index?.['definition']));
}

/**
 * Fills stores with memories of one version each in eight scripts, and makes them findable by the indexer's own rows, past the
 * application: by its own way a million would take hours.
 */
export async function seedFindable(
  run: Run,
  { workspaceId }: Pick<Stage, 'workspaceId'>,
  { storeIds, count }: { storeIds: readonly string[]; count: number },
): Promise<void> {
  await run('SET session_replication_role = replica');
  await run(markIndexed, [workspaceId, count]);
  await withoutIndex(run, async () => {
    let writing: Promise<unknown> = Promise.resolve();
    for (let first = 0; first < count; first += rowsEach) {
      const rows = Array.from({ length: Math.min(rowsEach, count - first) }, (_, index) =>
        toRow(workspaceId, storeIds, first + index + 1),
      );
      await writing;
      writing = run(insertRows, [workspaceId, JSON.stringify(rows)]);
    }
    await writing;
  });
  await run(
    `UPDATE memory_store s SET memory_count = (SELECT count(*) FROM memory m WHERE m.workspace_id = $1 AND m.memory_store_id = s.id) WHERE workspace_id = $1`,
    [workspaceId],
  );
  await run('SET session_replication_role = origin');
}
