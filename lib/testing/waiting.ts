import { expect, vi } from 'vitest';

import type { Query } from '@/lib/db/database';

/** Until so many connections wait for a lock; `query` is the owner's, who may be in the transaction that holds it. */
export async function untilWaiting(query: Query, count: number): Promise<void> {
  await vi.waitFor(
    async () => {
      // Within a transaction the server goes on showing what it showed first.
      await query('SELECT pg_stat_clear_snapshot()');
      const waiting = await query(
        `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(count);
    },
    { timeout: 20_000 },
  );
}
