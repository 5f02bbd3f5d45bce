import type { Actor } from '@/lib/auth/actor';

export function canManageKeys(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

export function canManageMembers(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

/** A key is revoked, a session archived; only people sign in and out. */
export function canSignOut(actor: Actor): boolean {
  return actor.type === 'user_actor';
}
