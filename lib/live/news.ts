import type { ActorResource } from '@/lib/auth/schema';

import type { ChangeResource } from './schema';

/** What somebody who looks at a page has not been shown yet. */
export type News = {
  count: number;
  /** Whoever did all of it; null where several did. */
  by: ActorResource | null;
  isByAgents: boolean;
  /** Of these, what was done to the memory that they look at. */
  here: { count: number; last: ChangeResource } | null;
};

function isAgent({ type }: ActorResource): boolean {
  return type === 'session_actor' || type === 'api_actor';
}

function isSame(a: ActorResource, b: ActorResource): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Adds what was told to what is already waiting to be shown. `memoryId` is the memory that is looked at. */
export function addNews(
  news: News | null,
  changes: readonly ChangeResource[],
  memoryId: string | null,
): News | null {
  let next = news;
  for (const change of changes) {
    const isHere = memoryId !== null && change.memory_id === memoryId;
    next = {
      count: (next?.count ?? 0) + 1,
      by: next === null || (next.by && isSame(next.by, change.actor)) ? change.actor : null,
      isByAgents: (next?.isByAgents ?? true) && isAgent(change.actor),
      here: isHere ? { count: (next?.here?.count ?? 0) + 1, last: change } : (next?.here ?? null),
    };
  }
  return next;
}

export function isOwn({ actor }: ChangeResource, personId: string): boolean {
  return actor.type === 'user_actor' && actor.user_id === personId;
}
