import type { Actor } from '@/lib/auth/actor';

export function canReadMemories(actor: Actor): boolean {
  return actor.scopes.has('memories:read');
}

export function canWriteMemories(actor: Actor): boolean {
  return actor.scopes.has('memories:write');
}

/** A session may write where its attachment says so. */
export function isReadOnlyFor(actor: Actor, storeId: string): boolean {
  return actor.attachments?.get(storeId) === 'read_only';
}

/** Archive, withhold, lock and their opposites decide what agents see: never an agent's own doing. */
export function canGovernMemories(actor: Actor): boolean {
  return actor.scopes.has('govern') && !actor.isAgent;
}

/** The tree counts what is withheld too. */
export function canBrowseTree(actor: Actor): boolean {
  return canReadMemories(actor) && !actor.isAgent;
}
