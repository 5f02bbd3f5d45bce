import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { openCursor, sealCursor } from '@/lib/http/cursor';
import { getStore } from '@/lib/stores/internal';

import { assertMayReadRetention, findPolicy, presentPolicy, presentRun, runNotFound } from './internal';
import type { RetentionPolicyResource, RetentionRunResource } from './schema';

/** The workspace's policy, or with a store what counts for that store. Needs to see stores, and never an agent. */
export async function retrievePolicy(actor: Actor, storeId: string | null): Promise<RetentionPolicyResource> {
  assertMayReadRetention(actor);
  return withWorkspace(actor, async (tx) => {
    if (storeId !== null) await getStore(tx, actor, storeId);
    return presentPolicy(await findPolicy(tx, actor.workspaceId, storeId), storeId);
  });
}

/** Needs to see stores, and never an agent. */
export async function retrieveRun(actor: Actor, runId: string): Promise<RetentionRunResource> {
  assertMayReadRetention(actor);
  const key = { workspaceId_id: { workspaceId: actor.workspaceId, id: runId } };
  const run = await withWorkspace(actor, (tx) => tx.retentionRun.findUnique({ where: key }));
  if (!run) throw runNotFound(runId);
  return presentRun(run);
}

type PageQuery = { limit: number; page?: string | undefined };

/** A page of runs, newest first. Needs to see stores, and never an agent. */
export async function listRuns(
  actor: Actor,
  query: PageQuery,
): Promise<{ data: RetentionRunResource[]; next_page: string | null }> {
  assertMayReadRetention(actor);
  const listing = ['retention_runs', actor.workspaceId];
  const before = query.page === undefined ? null : (openCursor(query.page, listing) as string);
  // Ids sort by the time they were made.
  const found = await withWorkspace(actor, (tx) =>
    tx.retentionRun.findMany({
      where: { workspaceId: actor.workspaceId, ...(before !== null && { id: { lt: before } }) },
      orderBy: { id: 'desc' },
      take: query.limit + 1,
    }),
  );
  const shown = found.slice(0, query.limit);
  return {
    data: shown.map(presentRun),
    next_page: found.length > query.limit ? sealCursor(shown.at(-1)!.id, listing) : null,
  };
}
