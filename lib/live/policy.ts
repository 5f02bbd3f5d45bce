import type { Actor } from '@/lib/auth/actor';

import type { ChangeResource } from './schema';

/** How much of what happens somebody is told: everything that the trail has, or what is done to memories, stores and sessions. */
export type Outlook = 'trail' | 'memories';

/** Ids and codes are metadata. Agents are told nothing: that something was withheld a moment ago would already be too much. */
export function outlookOf(actor: Actor): Outlook | null {
  if (actor.isAgent) return null;
  if (actor.scopes.has('audit:read')) return 'trail';
  return actor.scopes.has('memories:read') ? 'memories' : null;
}

const shownTargets: ReadonlySet<string> = new Set<ChangeResource['target']['type']>([
  'memory_store',
  'memory',
  'memory_version',
  'session',
  'revert',
]);

/** That somebody searched or exported changed nothing: it is in the trail for those who read that. */
const readings: ReadonlySet<string> = new Set<ChangeResource['action']>([
  'memory.searched_history',
  'memory_store.exported',
  'workspace.exported',
]);

export function isInOutlook({ target, action }: ChangeResource, outlook: Outlook): boolean {
  return outlook === 'trail' || (shownTargets.has(target.type) && !readings.has(action));
}
