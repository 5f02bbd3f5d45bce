import type { SessionListing } from '@/lib/sessions/queries';

const states = { all: 'live and archived', live: 'live', archived: 'archived' } as const;
export type SessionState = keyof typeof states;
export const stateNames: Record<SessionState, string> = states;

export function readState(value: string | null): SessionState {
  return value === 'live' || value === 'archived' ? value : 'all';
}

/** What the address of the list asks for; what it does not know there is as if it were absent. */
export function readListing(params: { get: (name: string) => string | null }): SessionListing {
  const [store, agent] = [params.get('store'), params.get('agent')];
  const state = readState(params.get('state'));
  return {
    ...(store && { memory_store_id: store }),
    ...(agent && { agent }),
    ...(state !== 'all' && { is_archived: state === 'archived' }),
  };
}
