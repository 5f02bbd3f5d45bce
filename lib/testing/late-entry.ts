import { randomBytes } from 'node:crypto';

import pg from 'pg';

import type { Actor } from '@/lib/auth/actor';

export type LateEntry = { id: string; commit: () => Promise<void> };

/** A writer of its own connection that has appended an entry to the trail and does not commit yet. For PostgreSQL. */
export async function appendLate(adminUrl: string | null, { workspaceId }: Actor): Promise<LateEntry> {
  const client = new pg.Client({ connectionString: adminUrl ?? '' });
  await client.connect();
  const id = `audit_late_${randomBytes(6).toString('hex')}`;
  await client.query('BEGIN');
  await client.query(
    `INSERT INTO audit_entry (workspace_id, id, action, actor_type, actor_id, target_type, target_id)
     VALUES ($1, $2, 'memory_store.archived', 'system_actor', 'late', 'memory_store', 'memstore_late')`,
    [workspaceId, id],
  );
  return {
    id,
    commit: async () => {
      await client.query('COMMIT');
      await client.end();
    },
  };
}
