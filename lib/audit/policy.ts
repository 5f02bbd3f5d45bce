import type { Actor } from '@/lib/auth/actor';

export function canReadTrail(actor: Actor): boolean {
  return actor.scopes.has('audit:read');
}

/** A reason is in a person's own words, which may quote a memory: it is for those who may read memories. */
export function canReadReasons(actor: Pick<Actor, 'scopes'>): boolean {
  return actor.scopes.has('audit:read') && actor.scopes.has('memories:read');
}
