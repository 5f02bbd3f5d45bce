import { describeActor } from '@/components/actors/actor-label';
import { formatCount } from '@/components/ui/bytes';
import type { News } from '@/lib/live/news';
import type { ChangeResource } from '@/lib/live/schema';

type Action = ChangeResource['action'];

const done: Partial<Record<Action, string>> = {
  'memory.created': 'written again',
  'memory.deleted': 'deleted',
  'memory.archived': 'archived',
  'memory.unarchived': 'taken out of the archive',
  'memory.withheld': 'withheld',
  'memory.released': 'released',
  'memory.locked': 'locked',
  'memory.unlocked': 'unlocked',
};

const newVersions: ReadonlySet<Action> = new Set<Action>([
  'memory.updated',
  'memory.restored',
  'memory.reverted',
  'memory.redacted',
]);

/** Whether the change made a version that can be laid beside the one on the screen. */
export function isComparable({ action, memory_version_id: versionId }: ChangeResource): boolean {
  return newVersions.has(action) && versionId !== null;
}

function describeHere({ count, last }: NonNullable<News['here']>): string {
  const who = describeActor(last.actor);
  if (newVersions.has(last.action)) {
    if (count === 1) return `A newer version was written by ${who}`;
    return `${formatCount(count)} newer versions were written, the last by ${who}`;
  }
  if (last.action === 'memory_version.redacted') return `A version of this memory was redacted by ${who}`;
  return `This memory was ${done[last.action] ?? 'changed'} by ${who}`;
}

/** What happened, in a sentence without its end. What was done to the memory on the screen goes before the rest. */
export function describeNews({ count, by, isByAgents, here }: News): string {
  if (here) return describeHere(here);
  const changes = count === 1 ? '1 change' : `${formatCount(count)} changes`;
  if (by) return `${changes} by ${describeActor(by)}`;
  return isByAgents ? `${changes} by agents` : changes;
}
