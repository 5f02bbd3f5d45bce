import type { Actor } from '@/lib/auth/actor';

export function canReadHistory(actor: Actor): boolean {
  return actor.scopes.has('history:read');
}

/** Agents never redact: who wrote a text does not decide what may be known of it. */
export function canRedact(actor: Actor): boolean {
  return actor.scopes.has('govern') && !actor.isAgent;
}

/** Governance fields are for people and operators. */
export function canSeeGovernance(actor: Actor): boolean {
  return !actor.isAgent;
}
