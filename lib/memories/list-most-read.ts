import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { weekUs } from '@/lib/clock/instant';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { flushReads } from '@/lib/reads/flush-reads';
import { assertStoreExists } from '@/lib/versions/internal';

import { presentMemories, selectMemories } from './internal';
import type { MemoryRow } from './internal';
import type { MostRead } from './most-read';
import { canBrowseTree } from './policy';

/**
 * The live memories of a store that agents read in the last seven days, the most read first, withheld ones too. For people and
 * operator keys; needs `memories:read`. Counts as no read.
 */
export async function listMostRead(actor: Actor, storeId: string, limit: number): Promise<MostRead> {
  if (!canBrowseTree(actor))
    throw forbidden('what is read most is for people and operator keys with the scope memories:read');
  await flushReads();
  return readWorkspace(actor, async (query) => {
    await assertStoreExists(query, actor.workspaceId, storeId);
    const rows = await query<MemoryRow>(
      `WITH counted AS (
         SELECT h.memory_id, sum(h.read_count) AS read_count
         FROM memory s JOIN memory_read_hour h ON h.workspace_id = $1 AND h.memory_id = s.id
         WHERE s.workspace_id = $1 AND s.memory_store_id = $2 AND h.hour_us > (SELECT now_us()) - $3 AND h.actor_kind = 'agent'
         GROUP BY h.memory_id HAVING sum(h.read_count) > 0
       )
       ${selectMemories(actor, 'basic')} JOIN counted ON counted.memory_id = m.id
       WHERE m.workspace_id = $1 AND m.memory_store_id = $2 AND m.path IS NOT NULL
       ORDER BY counted.read_count DESC, m.path LIMIT $4`,
      [actor.workspaceId, storeId, weekUs, limit],
    );
    return { data: await presentMemories(query, actor, rows, true) };
  });
}
