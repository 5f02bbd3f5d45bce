import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace, withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { listReadsOfSession } from '@/lib/reads/read';
import { flushReads } from '@/lib/reads/flush-reads';
import type { SessionMemoryRead } from '@/lib/reads/schema';
import { assertMaySeeGovernance } from '@/lib/versions/internal';

import { presentGoverned } from './present-governed';
import {
  assertSessionExists,
  getSession,
  presentAttachment,
  presentSession,
  sessionNotFound,
  withResources,
} from './internal';
import { canListSessions, canReadPaths, canReadSession, canReadSessionReads } from './policy';
import type { AttachmentResource, ListSessionReadsQuery, ListSessionsQuery, SessionResource } from './schema';

function assertMayRead(actor: Actor, sessionId: string): void {
  if (canReadSession(actor, sessionId)) return;
  if (actor.type === 'session_actor') throw sessionNotFound(sessionId);
  throw forbidden('reading sessions needs the scope memories:read');
}

/** Needs `memories:read` or `audit:read`; a session may retrieve itself, without governance. */
export async function retrieveSession(
  actor: Actor,
  sessionId: string,
  { include }: { include?: 'governance' | undefined } = {},
): Promise<SessionResource> {
  assertMayRead(actor, sessionId);
  assertMaySeeGovernance(actor, include);
  const session = await withWorkspace(actor, (tx) => getSession(tx, actor, sessionId));
  return include ? (await presentGoverned(actor, [session]))[0]! : presentSession(session);
}

type BothWays<Item> = { data: Item[]; next_page: string | null; prev_page: string | null };

/** Everything attached, on one page: there are at most 8. */
export async function listSessionResources(
  actor: Actor,
  sessionId: string,
): Promise<BothWays<AttachmentResource>> {
  assertMayRead(actor, sessionId);
  return withWorkspace(actor, async (tx) => {
    const session = await getSession(tx, actor, sessionId);
    return { data: session.resources.map(presentAttachment), next_page: null, prev_page: null };
  });
}

/** `before`: the page ends in front of this position instead of starting behind it. */
type Position = { createdAt: string; id: string; isBefore: boolean };

function bounds(query: ListSessionsQuery) {
  const named = {
    gte: query['created_at[gte]'],
    lte: query['created_at[lte]'],
    gt: query['created_at[gt]'],
    lt: query['created_at[lt]'],
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function beyond(position: Position, isAscending: boolean) {
  const op = isAscending ? 'gt' : 'lt';
  const createdAt = BigInt(position.createdAt);
  return { OR: [{ createdAt: { [op]: createdAt } }, { createdAt, id: { [op]: position.id } }] };
}

/** A page of sessions in either direction, newest first unless asked otherwise. Needs `memories:read` or `audit:read`. */
export async function listSessions(
  actor: Actor,
  query: ListSessionsQuery,
): Promise<BothWays<SessionResource>> {
  if (!canListSessions(actor)) throw forbidden('listing sessions needs the scope memories:read');
  const { limit, page, ...filters } = query;
  const listing = ['sessions', actor.workspaceId, Object.entries(filters).map(String).toSorted()];
  const position = page === undefined ? null : (openCursor(page, listing) as Position);
  const isAscending = (query.order === 'asc') !== (position?.isBefore === true);
  return withWorkspace(actor, async (tx) => {
    const found = await tx.session.findMany({
      where: {
        workspaceId: actor.workspaceId,
        createdAt: bounds(query),
        ...(query.include_archived !== true && { archivedAt: null }),
        ...(query.memory_store_id !== undefined && {
          resources: { some: { memoryStoreId: query.memory_store_id } },
        }),
        ...(position && beyond(position, isAscending)),
      },
      include: withResources,
      orderBy: [{ createdAt: isAscending ? 'asc' : 'desc' }, { id: isAscending ? 'asc' : 'desc' }],
      take: limit + 1,
    });
    const hasMore = found.length > limit;
    const shown = position?.isBefore ? found.slice(0, limit).toReversed() : found.slice(0, limit);
    const seal = (session: (typeof found)[number] | undefined, isBefore: boolean) =>
      session
        ? sealCursor(
            { createdAt: String(session.createdAt), id: session.id, isBefore } satisfies Position,
            listing,
          )
        : null;
    const hasNext = position?.isBefore ? true : hasMore;
    const hasPrevious = position?.isBefore ? hasMore : position !== null;
    return {
      data: shown.map(presentSession),
      next_page: hasNext ? seal(shown.at(-1), false) : null,
      prev_page: hasPrevious ? seal(shown[0], true) : null,
    };
  });
}

/** A page of what a session was shown. Needs `history:read` or `audit:read`; paths are for people and operators with the first. */
export async function listSessionReads(
  actor: Actor,
  sessionId: string,
  { limit, page, kind }: ListSessionReadsQuery,
): Promise<{ data: SessionMemoryRead[]; next_page: string | null }> {
  if (!canReadSessionReads(actor))
    throw forbidden('reading what a session read needs the scope history:read');
  const { workspaceId } = actor;
  const listing = ['memory_reads', workspaceId, sessionId, kind ?? null];
  const skip = page === undefined ? 0 : (openCursor(page, listing) as number);
  await flushReads();
  return readWorkspace(actor, async (query) => {
    await assertSessionExists(query, actor, sessionId);
    const wanted = { workspaceId, sessionId, kind, skip, take: limit + 1 };
    const reads = await listReadsOfSession(query, wanted);
    const shown = reads.slice(0, limit);
    return {
      data: canReadPaths(actor) ? shown : shown.map((read) => ({ ...read, memory_path: null })),
      next_page: reads.length > limit ? sealCursor(skip + limit, listing) : null,
    };
  });
}
