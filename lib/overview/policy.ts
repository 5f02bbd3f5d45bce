import type { Actor } from '@/lib/auth/actor';
import { canReadMemories } from '@/lib/memories/policy';
import { canReadStores } from '@/lib/stores/policy';

/** Counts, names of stores and states of jobs are metadata, auditors' too, but no agent's business. */
export function canSeeOverview(actor: Actor): boolean {
  return !actor.isAgent && canReadStores(actor);
}

/** A path is what an agent wrote. */
export function canSeePaths(actor: Actor): boolean {
  return canReadMemories(actor);
}

/** A job may destroy: whoever begins it again answers for it. */
export function canRetryJobs(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('admin');
}
