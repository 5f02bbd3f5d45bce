import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import type { Query } from '@/lib/db/database';
import { openCursor } from '@/lib/http/cursor';
import { storeNotFound } from '@/lib/stores/internal';
import { canSeeStore } from '@/lib/stores/policy';
import { assertStoreExists } from '@/lib/versions/internal';

import type { PathState, SearchBody } from './schema';
import { parseTerms } from './terms';
import type { Terms } from './terms';

/** Which memories are in a state; `m` is the memory's alias. */
export const inState: Record<PathState, string> = {
  all: 'true',
  served: 'NOT is_withheld(m)',
  // Said twice, because an index stands for the first half.
  withheld:
    '(m.archived_at IS NOT NULL OR m.restricted_at IS NOT NULL OR m.quarantined_at IS NOT NULL) AND is_withheld(m)',
  archived: 'm.archived_at IS NOT NULL',
  quarantined: 'm.quarantined_at IS NOT NULL',
  restricted: 'm.restricted_at IS NOT NULL',
  locked: 'm.locked_at IS NOT NULL',
};

export type Position = { score: number; recordedAt: string; id: string };

export type Search = {
  actor: Actor;
  body: SearchBody;
  terms: Terms;
  /** Null for every store of the workspace. */
  storeIds: string[] | null;
  listing: readonly unknown[];
  position: Position | null;
};

/** Throws `not_found` for a store that the caller may not see, and `invalid_request` for a page of another search. */
export function openSearch(actor: Actor, body: SearchBody): Search {
  const { limit: _limit, page, memory_store_ids: asked, ...rest } = body;
  for (const storeId of asked ?? []) if (!canSeeStore(actor, storeId)) throw storeNotFound(storeId);
  const storeIds = asked ?? (actor.attachments ? [...actor.attachments.keys()] : null);
  const plain = JSON.stringify(rest, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  const listing = ['memory_search', actor.workspaceId, plain, asked];
  const position = page === undefined ? null : (openCursor(page, listing) as Position);
  return { actor, body, terms: parseTerms(body.query), storeIds, listing, position };
}

export async function assertStoresExist(query: Query, { actor, body }: Search): Promise<void> {
  for (const storeId of body.memory_store_ids ?? [])
    await assertStoreExists(query, actor.workspaceId, storeId);
}
