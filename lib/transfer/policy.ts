import type { Actor } from '@/lib/auth/actor';

/** An archive shows every memory and its history, withheld ones too: whoever takes it out may see all of that, and is no agent. */
function canSeeEverything(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('memories:read') && actor.scopes.has('history:read');
}

export function canExportStore(actor: Actor): boolean {
  return canSeeEverything(actor) && actor.scopes.has('govern');
}

export function canExportWorkspace(actor: Actor): boolean {
  return canSeeEverything(actor) && actor.scopes.has('admin');
}

export function canImport(actor: Actor): boolean {
  return !actor.isAgent && actor.scopes.has('admin');
}
