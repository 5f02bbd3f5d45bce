import type { Actor } from '@/lib/auth/actor';
import { canReadStores } from '@/lib/stores/policy';

/** How long history is kept is metadata: whoever sees the stores' may see it, but it is no agent's business. */
export function canReadRetention(actor: Actor): boolean {
  return !actor.isAgent && canReadStores(actor);
}

/** Setting a policy, and running it, destroys. */
export function canManageRetention(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('admin');
}
