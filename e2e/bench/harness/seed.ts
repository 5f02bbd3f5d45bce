import { createHash } from 'node:crypto';

import type { Client } from './client';
import type { Run, Stage } from './stage';

/** The text at one number, as the database and this process both make it. */
const bodySql = `convert_to(repeat(md5(i::text), $5), 'UTF8')`;

export async function createStore(client: Client, name: string): Promise<string> {
  const { text } = await client.post('/v1/memory_stores', { name });
  return (JSON.parse(text) as { id: string }).id;
}

/** Ids of seeded things: the end of the store's id and a number, as long as any other id. */
export function seededId(prefix: 'mem' | 'memver', storeId: string, number: number): string {
  return `${prefix}_01${storeId.slice(-8)}${String(number).padStart(14, '0')}`;
}

const idSql = (prefix: 'mem' | 'memver') => `'${prefix}_01' || right($2, 8) || lpad(i::text, 14, '0')`;

export function seededContent(number: number, sizeBytes: number): string {
  return createHash('md5')
    .update(String(number))
    .digest('hex')
    .repeat(sizeBytes / 32);
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export type Seed = {
  storeId: string;
  count: number;
  /** A multiple of 32. */
  sizeBytes: number;
  /** SQL for the path of memory number `i`, counted from 1. */
  path: string;
};

const chunkSize = 50_000;

/** Fills a store with memories of one version each, past the application: by its own way a million would take an hour. */
export async function seedMemories(run: Run, stage: Pick<Stage, 'workspaceId'>, seed: Seed): Promise<void> {
  // The rows are consistent by construction; checking every key would take longer than writing them.
  await run('SET session_replication_role = replica');
  for (let from = 1; from <= seed.count; from += chunkSize) {
    const to = Math.min(seed.count, from + chunkSize - 1);
    await run(
      `WITH source AS (
         SELECT ${idSql('mem')} AS id, ${idSql('memver')} AS version_id, ${seed.path} AS path, ${bodySql} AS body, 1790000000000000 + i AS at
         FROM generate_series($3::int, $4::int) AS i
       ), memories AS (
         INSERT INTO memory (workspace_id, id, memory_store_id, path, head_version_id, served_version_id, version_number, content_sha256, content_size_bytes, created_at, updated_at)
         SELECT $1, id, $2, path, version_id, version_id, 1, encode(sha256(body), 'hex'), length(body), at, at FROM source
       ), versions AS (
         INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at)
         SELECT $1, version_id, $2, id, 1, 'created', path, encode(sha256(body), 'hex'), length(body), 'system_actor', 'bench', 'trusted', at FROM source
       )
       INSERT INTO memory_content (workspace_id, memory_version_id, body) SELECT $1, version_id, body FROM source`,
      [stage.workspaceId, seed.storeId, from, to, seed.sizeBytes / 32],
    );
  }
  await run('UPDATE memory_store SET memory_count = $3 WHERE workspace_id = $1 AND id = $2', [
    stage.workspaceId,
    seed.storeId,
    seed.count,
  ]);
  await run('SET session_replication_role = origin');
}

/** Gives seeded memory `number` further versions, up to `versions` in all, numbered above every seeded one. */
export async function seedVersions(
  run: Run,
  stage: Pick<Stage, 'workspaceId'>,
  memory: { storeId: string; number: number; versions: number; sizeBytes: number },
): Promise<void> {
  const memoryId = seededId('mem', memory.storeId, memory.number);
  const firstId = memory.number * 1_000_000;
  await run(
    `WITH source AS (
       SELECT ${idSql('memver')} AS version_id, ${bodySql} AS body, i - $7::int + 1 AS number, 1790000000000000 + i AS at
       FROM generate_series($3::int, $4::int) AS i
     ), versions AS (
       INSERT INTO memory_version (workspace_id, id, memory_store_id, memory_id, number, operation, path, content_sha256, content_size_bytes, actor_type, actor_id, trust_tier, recorded_at)
       SELECT $1, version_id, $2, $6, number, 'modified', '/history', encode(sha256(body), 'hex'), length(body), 'system_actor', 'bench', 'trusted', at FROM source
     ), contents AS (
       INSERT INTO memory_content (workspace_id, memory_version_id, body) SELECT $1, version_id, body FROM source
     )
     UPDATE memory m SET version_number = s.number, head_version_id = s.version_id, served_version_id = s.version_id,
       content_sha256 = encode(sha256(s.body), 'hex'), content_size_bytes = length(s.body), updated_at = s.at
     FROM source s WHERE s.number = $8 AND m.workspace_id = $1 AND m.id = $6`,
    [
      stage.workspaceId,
      memory.storeId,
      firstId + 1,
      firstId + memory.versions - 1,
      memory.sizeBytes / 32,
      memoryId,
      firstId,
      memory.versions,
    ],
  );
}

/** What the planner knows of a database that has grown in the ordinary way. */
export async function settle(run: Run): Promise<void> {
  await run('VACUUM ANALYZE');
  await run('CHECKPOINT');
}
