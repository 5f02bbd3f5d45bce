import type { Actor } from '@/lib/auth/actor';

export function canSearch(actor: Actor): boolean {
  return actor.scopes.has('memories:read');
}

/** Why a memory is not served is for people and operators, and so is searching by it. */
export function canSearchByState(actor: Actor): boolean {
  return !actor.isAgent;
}

/** Old versions hold what somebody meant to be gone. */
export function canSearchHistory(actor: Actor): boolean {
  return actor.scopes.has('privacy') && !actor.isAgent;
}
