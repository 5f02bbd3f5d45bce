import type { Actor } from '@/lib/auth/actor';

/** Who is told of everything learns what everybody does. */
export function canManageWebhooks(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('admin');
}
