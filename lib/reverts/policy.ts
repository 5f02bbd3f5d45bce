import type { Actor, Scope } from '@/lib/auth/actor';

/** Beyond this many memories a revert is an administrator's decision. */
export const maxMemoriesWithoutAdmin = 25;

/** A revert decides over what agents wrote, so it is never an agent's own doing. It writes, and it shows what was written. */
export function canRevert(actor: Actor): boolean {
  const needed: Scope[] = ['govern', 'memories:write', 'history:read'];
  return !actor.isAgent && needed.every((scope) => actor.scopes.has(scope));
}

export function canRevertThatMany(actor: Actor, memoryCount: number): boolean {
  return canRevert(actor) && (memoryCount <= maxMemoriesWithoutAdmin || actor.scopes.has('admin'));
}

/** Plans show paths of memories that may be withheld from agents. */
export function canReadReverts(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('history:read');
}
