import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { holdsInAnyCase } from '@/lib/db/any-case';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { assertMaySeeGovernance } from '@/lib/versions/internal';

import { presentGoverned } from './present-governed';
import { presentSession, withResources } from './internal';
import { canListSessions } from './policy';
import type { SessionResource } from './schema';
import type { SearchSessionsBody } from './session-search';

type Place = { created_at: bigint; id: string };
type Position = { createdAt: string; id: string };

/** Newest first along the index of times, so that the search ends once the page is full. */
function buildSearch(actor: Actor, body: SearchSessionsBody, position: Position | null) {
  const values: unknown[] = [actor.workspaceId, body.limit + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const where = ['s.workspace_id = $1'];
  if (position)
    where.push(`(s.created_at, s.id) < (${bind(position.createdAt)}::bigint, ${bind(position.id)})`);
  if (body.memory_store_id !== undefined) {
    where.push(`EXISTS (SELECT 1 FROM session_resource r WHERE r.workspace_id = s.workspace_id AND r.session_id = s.id
      AND r.memory_store_id = ${bind(body.memory_store_id)})`);
  }
  if (body.agent !== undefined) where.push(`s.agent->>'id' = ${bind(body.agent)}`);
  if (body.is_archived !== undefined)
    where.push(`s.archived_at IS ${body.is_archived ? 'NOT NULL' : 'NULL'}`);
  const { query } = body;
  if (query !== undefined) {
    const columns = ['s.id', `(s.agent->>'id')`, `coalesce(s.title, '')`];
    where.push(`(${columns.map((column) => holdsInAnyCase(column, query, bind)).join(' OR ')})`);
  }
  const text = `SELECT s.created_at, s.id FROM session s WHERE ${where.join(' AND ')} ORDER BY s.created_at DESC, s.id DESC LIMIT $2`;
  return { text, values };
}

/**
 * A page of sessions whose id, agent or title holds the query in any case, newest first, archived ones too. Needs `memories:read` or
 * `audit:read`; a session finds none, and `include` is no agent's.
 */
export async function searchSessions(
  actor: Actor,
  body: SearchSessionsBody,
  { include }: { include?: 'governance' | undefined } = {},
): Promise<{ data: SessionResource[]; next_page: string | null }> {
  if (!canListSessions(actor)) throw forbidden('listing sessions needs the scope memories:read');
  assertMaySeeGovernance(actor, include);
  const { query, memory_store_id: storeId, agent, is_archived: isArchived } = body;
  const filters = [query, storeId, agent, isArchived].map((filter) => filter ?? null);
  const listing = ['session_search', actor.workspaceId, ...filters];
  const position = body.page === undefined ? null : (openCursor(body.page, listing) as Position);
  const { sessions, hasMore } = await withWorkspace(actor, async (tx) => {
    const { text, values } = buildSearch(actor, body, position);
    const found = await tx.$queryRawUnsafe<Place[]>(text, ...values);
    const ids = found.slice(0, body.limit).map((place) => place.id);
    const rows = await tx.session.findMany({
      where: { workspaceId: actor.workspaceId, id: { in: ids } },
      include: withResources,
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    });
    return { sessions: rows, hasMore: found.length > body.limit };
  });
  const last = sessions.at(-1);
  return {
    data: include ? await presentGoverned(actor, sessions) : sessions.map(presentSession),
    next_page:
      last && hasMore
        ? sealCursor({ createdAt: String(last.createdAt), id: last.id } satisfies Position, listing)
        : null,
  };
}
