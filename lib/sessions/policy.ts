import type { Actor, Scope } from '@/lib/auth/actor';

/** Sessions are metadata, so auditors may see them; a session may see itself. */
export function canReadSession(actor: Actor, sessionId: string): boolean {
  if (actor.type === 'session_actor') return actor.id === sessionId;
  return canListSessions(actor);
}

export function canListSessions(actor: Actor): boolean {
  if (actor.type === 'session_actor') return false;
  return actor.scopes.has('memories:read') || actor.scopes.has('audit:read');
}

/**
 * A session's token reads memories and their history, so nobody hands one out who may not do that themselves. It outlives its maker's
 * membership, so a viewer makes none; and a session cannot make another one.
 */
export function canCreateSession(actor: Actor, wantsWrite: boolean): boolean {
  if (actor.type === 'session_actor' || actor.role === 'viewer') return false;
  return scopesOfSession(wantsWrite).every((scope) => actor.scopes.has(scope));
}

export function scopesOfSession(wantsWrite: boolean): Scope[] {
  return ['memories:read', 'history:read', ...(wantsWrite ? (['memories:write'] as const) : [])];
}

export function canArchiveSession(actor: Actor): boolean {
  return actor.type !== 'session_actor' && actor.scopes.has('memories:write');
}

/** What a session read says what an agent was doing: part of the history. */
export function canReadSessionReads(actor: Actor): boolean {
  return (
    actor.type !== 'session_actor' && (actor.scopes.has('history:read') || actor.scopes.has('audit:read'))
  );
}

/** What a session wrote, with what became of it, is for whoever looks after agents. */
export function canListSessionWrites(actor: Actor): boolean {
  return !actor.isAgent && canReadSessionReads(actor);
}

/** Auditors see that something was written or read, and not where: a path is part of the text. */
export function canReadPaths(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('history:read');
}

/** Who somebody is explains the history and the trail; agents need to know neither. */
export function canNameActors(actor: Actor): boolean {
  return !actor.isAgent && (actor.scopes.has('history:read') || actor.scopes.has('audit:read'));
}
