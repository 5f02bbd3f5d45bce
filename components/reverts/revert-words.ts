import { formatCount } from '@/components/ui/bytes';
import type { RevertResource } from '@/lib/reverts/schema';

export const subjectWords = { session: 'session', api_key: 'API key', revert: 'revert' } as const;

export const statusWords = {
  planned: { word: 'dry run', tone: 'neutral' },
  running: { word: 'under way', tone: 'accent' },
  done: { word: 'carried out', tone: 'added' },
  stopped: { word: 'stopped', tone: 'removed' },
} as const;

export function memories(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'memory' : 'memories'}`;
}

/** How many memories a plan would change. */
export function countActs({ counts }: Pick<RevertResource, 'counts'>): number {
  const { restore, delete: deleted, recreate } = counts.action;
  return restore + deleted + recreate;
}

function list(parts: readonly (string | false)[]): string {
  const told = parts.filter((part) => part !== false);
  const last = told.pop() ?? '';
  return told.length > 0 ? `${told.join(', ')} and ${last}` : last;
}

function describePlan({ counts: { action } }: RevertResource): string {
  const acts = list([
    action.restore > 0 && `put ${memories(action.restore)} back to what they were`,
    action.delete > 0 && `delete ${memories(action.delete)} that it created`,
    action.recreate > 0 && `bring back ${memories(action.recreate)} that it deleted`,
  ]);
  const rest = action.none > 0 ? ` ${memories(action.none)} would be left alone.` : '';
  if (acts !== '') return `Nothing has been changed yet. This would ${acts}.${rest}`;
  if (action.none === 0) return 'Nothing to revert: nothing was written here.';
  return `Nothing to revert.${rest}`;
}

function describeRest({ counts: { outcome } }: RevertResource): string {
  const failed = outcome.failed > 0 && `${memories(outcome.failed)} could not be`;
  const skipped = outcome.skipped > 0 && `${memories(outcome.skipped)} were left alone`;
  const rest = list([failed, skipped]);
  return rest === '' ? '' : ` ${rest.charAt(0).toUpperCase()}${rest.slice(1)}.`;
}

/** What a revert would do, is doing, or did and did not do. */
export function describeRevert(revert: RevertResource): string {
  const { done, pending } = revert.counts.outcome;
  if (revert.status === 'planned') return describePlan(revert);
  const acts = countActs(revert);
  if (revert.status === 'running') {
    return `Under way: ${formatCount(acts - pending)} of ${memories(acts)}. It goes on if you leave this page.`;
  }
  const were = done === 1 ? 'is' : 'are';
  const outcome = `${memories(done)} ${were} as before the first of these writes.`;
  if (revert.status === 'done') return `Carried out: ${outcome}${describeRest(revert)}`;
  return `Stopped, because a memory was written to meanwhile: ${outcome}${describeRest(revert)} ${memories(pending)} ${pending === 1 ? 'was' : 'were'} not touched.`;
}
