import pg from 'pg';
import { inject } from 'vitest';

/** Counters of reads and requests, which looking at something may move, and what is derived from the rest in its own time. */
const counters = new Set([
  'memory_read_hour',
  'memory_store_read_hour',
  'memory_store_size',
  'session_read',
  'rate_lease',
  'search_text',
  'search_era',
  'search_progress',
  'memory_store_write_hour',
  'destructive_change',
  'write_progress',
  'webhook_endpoint',
  'webhook_delivery',
]);

/** A checksum of everything that the database holds of one workspace, but for the counters. */
export async function fingerprint(workspaceId: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: inject('databaseUrl') });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'workspace_id'`,
    );
    const sums: Record<string, string> = {};
    for (const { name } of rows.filter((row) => !counters.has(row.name))) {
      const row = `to_jsonb(t) - 'last_used_at'`;
      const found = await client.query<{ sum: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg((${row})::text, ',' ORDER BY (${row})::text)), '') AS sum
         FROM "${name}" t WHERE workspace_id = $1`,
        [workspaceId],
      );
      sums[name] = found.rows[0]?.sum ?? '';
    }
    return sums;
  } finally {
    await client.end();
  }
}
