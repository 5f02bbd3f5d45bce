import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { readWorkspace } from '@/lib/db/workspace';
import type { MemoryTarget } from '@/lib/memories/target';
import { assertMayReadHistory, visibleToAgents } from '@/lib/versions/internal';
import type { VersionOperation } from '@/lib/versions/schema';

import { assertMemoryExists } from './internal';
import { thinSizes } from './thin-sizes';
import type { SizeHistory } from './timeline';

type Row = {
  id: string;
  number: number;
  operation: VersionOperation;
  recorded_at: bigint;
  content_size_bytes: number | null;
  is_redacted: boolean;
};

/** How large each version of a memory is, oldest first, also of a deleted one. Needs `history:read`; agents see what they see of versions. */
export async function readSizes(actor: Actor, { storeId, memoryId }: MemoryTarget): Promise<SizeHistory> {
  assertMayReadHistory(actor, storeId);
  return readWorkspace(actor, async (query) => {
    await assertMemoryExists(query, actor, { storeId, memoryId });
    const rows = await query<Row>(
      `SELECT v.id, v.number, v.operation, v.recorded_at, v.content_size_bytes, v.redacted_at IS NOT NULL AS is_redacted
       FROM memory_version v WHERE v.workspace_id = $1 AND v.memory_store_id = $2 AND v.memory_id = $3 ${actor.isAgent ? `AND ${visibleToAgents}` : ''}
       ORDER BY v.number`,
      [actor.workspaceId, storeId, memoryId],
      `sizes/${actor.isAgent}`,
    );
    const thinned = thinSizes(rows);
    return {
      type: 'memory_size_history',
      memory_id: memoryId,
      version_count: rows.length,
      is_thinned: thinned.length < rows.length,
      data: thinned.map(({ id, recorded_at: recordedAt, ...row }) => ({
        memory_version_id: id,
        ...row,
        created_at: formatInstant(recordedAt),
      })),
    };
  });
}
