import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import type { MemoryTarget } from '@/lib/memories/target';
import { flushReads } from '@/lib/reads/flush-reads';
import type { ReadKind } from '@/lib/reads/schema';
import { canReadSessionReads } from '@/lib/sessions/policy';
import { storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';

import { assertMemoryExists } from './internal';
import type { ReadersQuery, SessionReadResource } from './timeline';

type Row = {
  session_id: string;
  memory_version_id: string;
  kind: ReadKind;
  read_count: number;
  first_at: bigint;
  last_at: bigint;
};
type Position = { lastAt: string; sessionId: string; versionId: string; kind: string };

const start: Position = { lastAt: '9223372036854775807', sessionId: '', versionId: '', kind: '' };

/** A page of which sessions were shown which version of a memory, last shown first. Needs `history:read` or `audit:read`. */
export async function listReaders(
  actor: Actor,
  { storeId, memoryId }: MemoryTarget,
  { limit, page }: ReadersQuery,
): Promise<{ data: SessionReadResource[]; next_page: string | null }> {
  if (!canReadSessionReads(actor))
    throw forbidden('reading what a session read needs the scope history:read');
  if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  const listing = ['readers', actor.workspaceId, storeId, memoryId];
  const position = page === undefined ? start : (openCursor(page, listing) as Position);
  await flushReads();
  return readWorkspace(actor, async (query) => {
    await assertMemoryExists(query, actor, { storeId, memoryId });
    const rows = await query<Row>(
      `SELECT session_id, memory_version_id, kind, read_count, first_at, last_at FROM session_read
       WHERE workspace_id = $1 AND memory_id = $2 AND (last_at, session_id, memory_version_id, kind) < ($3::bigint, $4, $5, $6)
       ORDER BY last_at DESC, session_id DESC, memory_version_id DESC, kind DESC LIMIT $7`,
      [
        actor.workspaceId,
        memoryId,
        position.lastAt,
        position.sessionId,
        position.versionId,
        position.kind,
        limit + 1,
      ],
    );
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const next = last && {
      lastAt: String(last.last_at),
      sessionId: last.session_id,
      versionId: last.memory_version_id,
      kind: last.kind,
    };
    return {
      data: shown.map((row) => ({
        type: 'memory_read',
        session_id: row.session_id,
        memory_id: memoryId,
        memory_version_id: row.memory_version_id,
        kind: row.kind,
        count: row.read_count,
        first_at: formatInstant(row.first_at),
        last_at: formatInstant(row.last_at),
      })),
      next_page: next && rows.length > limit ? sealCursor(next satisfies Position, listing) : null,
    };
  });
}
