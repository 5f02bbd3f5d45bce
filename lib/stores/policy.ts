import type { Actor } from '@/lib/auth/actor';

/** A session sees only the stores that are attached to it; to it the others do not exist. */
export function canSeeStore(actor: Actor, storeId: string): boolean {
  return actor.attachments === null || actor.attachments.has(storeId);
}

/** Names and dates of stores are metadata: auditors may see them too. */
export function canReadStores(actor: Actor): boolean {
  return actor.scopes.has('memories:read') || actor.scopes.has('audit:read') || actor.scopes.has('admin');
}

export function canManageStores(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

/** What is counted in a store tells of memories that agents are not shown. */
export function canSeeStatistics(actor: Actor): boolean {
  return !actor.isAgent;
}

export function canSearchStores(actor: Actor): boolean {
  return canReadStores(actor) && canSeeStatistics(actor);
}
