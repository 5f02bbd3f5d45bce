import { CircleAlert, CircleCheck, CircleDashed, CirclePlus, FileX, Hand, Undo2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';

import type { RevertAction, RevertItemResource, RevertStatus } from '@/lib/reverts/schema';

type Tone = 'neutral' | 'added' | 'removed' | 'changed' | 'danger' | 'withheld';
export type Verdict = { word: string; tone: Tone; icon: LucideIcon; why: string };

const acts: Record<RevertAction, Omit<Verdict, 'why'> & { why: string; done: string }> = {
  restore: {
    word: 'put back',
    done: 'was put back',
    tone: 'changed',
    icon: Undo2,
    why: 'to the version before it',
  },
  delete: {
    word: 'delete',
    done: 'was deleted',
    tone: 'removed',
    icon: FileX,
    why: 'it was not there before',
  },
  recreate: {
    word: 'bring back',
    done: 'was brought back',
    tone: 'added',
    icon: CirclePlus,
    why: 'it was deleted, and comes back under its id and path',
  },
  none: { word: 'left alone', done: 'left alone', tone: 'neutral', icon: Hand, why: '' },
};

const reasons: Record<string, string> = {
  edited_since: 'written to since, and that write stays',
  target_redacted: 'what it was before is redacted, and cannot come back',
  target_removed: 'what it was before was removed by the retention policy',
  nothing_to_change: 'it is as it was before already',
  store_archived: 'its store is archived',
  store_deleted: 'its store is deleted',
  head_moved: 'somebody wrote to it meanwhile',
  memory_locked: 'it is locked',
  path_conflict: 'its path is taken by another memory: move that one aside, then plan again',
  store_full: 'its store holds as many memories as it may',
  store_too_large: 'its store holds as many bytes as it may',
};

function reasonOf({ error_code: code }: RevertItemResource): string {
  return reasons[code ?? ''] ?? (code ?? '').replaceAll('_', ' ');
}

/** What would happen to a memory, or what happened to it, and why; in words that need no other. */
export function judge(item: RevertItemResource, status: RevertStatus): Verdict {
  const act = acts[item.action];
  const { tone, icon, why } = act;
  if (item.outcome === 'skipped') return { word: act.word, tone, icon, why: reasonOf(item) };
  if (item.outcome === 'failed') {
    return { word: 'failed', tone: 'danger', icon: CircleAlert, why: reasonOf(item) };
  }
  if (item.outcome === 'done') return { word: act.done, tone, icon: CircleCheck, why };
  if (status === 'stopped') {
    return { word: 'not touched', tone: 'withheld', icon: CircleDashed, why: 'the revert stopped before it' };
  }
  return { word: act.word, tone, icon, why };
}
