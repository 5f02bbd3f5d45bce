import type { Actor } from '@/lib/auth/actor';

export function canManageKeys(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

export function canManageMembers(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

/** Whoever acts on memories must know when they have to say why; agents do not govern. */
export function canReadReasons(actor: Actor): boolean {
  return !actor.isAgent;
}

export function canManageReasons(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

export function canDeleteWorkspace(actor: Actor): boolean {
  return actor.scopes.has('admin');
}

/** A key is revoked, a session archived; only people sign in and out. */
export function canSignOut(actor: Actor): boolean {
  return actor.type === 'user_actor';
}
