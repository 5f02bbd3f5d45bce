import type { Actor } from '@/lib/auth/actor';

/** Sessions are metadata, so auditors may see them; a session may see itself. */
export function canReadSession(actor: Actor, sessionId: string): boolean {
  if (actor.type === 'session_actor') return actor.id === sessionId;
  return canListSessions(actor);
}

export function canListSessions(actor: Actor): boolean {
  if (actor.type === 'session_actor') return false;
  return actor.scopes.has('memories:read') || actor.scopes.has('audit:read');
}

/** Whoever may write may let a session write; a session cannot make another one. */
export function canCreateSession(actor: Actor, wantsWrite: boolean): boolean {
  if (actor.type === 'session_actor') return false;
  return actor.scopes.has(wantsWrite ? 'memories:write' : 'memories:read');
}

export function canArchiveSession(actor: Actor): boolean {
  return actor.type !== 'session_actor' && actor.scopes.has('memories:write');
}

/** What a session read says what an agent was doing: part of the history. */
export function canReadSessionReads(actor: Actor): boolean {
  return actor.type !== 'session_actor' && (actor.scopes.has('history:read') || actor.scopes.has('audit:read'));
}
