import type { Actor } from '@/lib/auth/actor';

export function canManageKeys(actor: Actor): boolean {
  return actor.scopes.has('admin');
}
