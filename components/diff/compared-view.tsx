'use client';

import { useMemo, useState } from 'react';
import type { ReactNode } from 'react';

import { mapChanges } from '@/lib/history/change-map';
import { layOutDiff } from '@/lib/history/diff-layout';

import type { DiffLook } from './diff-choice';
import { DiffMap } from './diff-map';
import { DiffSkeleton } from './diff-skeleton';
import { DiffToolbar } from './diff-toolbar';
import { LateDiffLines } from './preload-diff';
import type { ComparedTexts } from './comparison';

export type DiffLabels = { before: ReactNode; after: ReactNode };

type ComparedViewProps = {
  found: ComparedTexts;
  look: DiffLook;
  labels: DiffLabels;
  hasKeys: boolean;
  of: string | undefined;
};

function useChanges() {
  const [jump, setJump] = useState<{ to: number } | null>(null);
  return { current: jump?.to ?? 0, jump, jumpTo: (to: number) => setJump({ to }) };
}

/** A difference that was found: how to look at it, its lines, and the map of them. */
export function ComparedView({ found, look, labels, hasKeys, of }: ComparedViewProps) {
  const { blocks, words, status, isComplete } = found;
  const { choice, hasRoom } = look;
  const isSplit = choice === 'split';
  const [isFolded, setIsFolded] = useState(true);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const { current, jump, jumpTo } = useChanges();
  const layout = useMemo(
    () => layOutDiff(blocks, { isSplit, isFolded, unfolded }),
    [blocks, isSplit, isFolded, unfolded],
  );
  const marks = useMemo(() => mapChanges(blocks), [blocks]);
  return (
    <div className="min-w-0">
      <DiffToolbar
        choice={choice ?? 'split'}
        hasRoom={hasRoom}
        count={layout.changes.length}
        current={current}
        onJump={jumpTo}
        isFolded={isFolded}
        onFold={(next) => {
          setIsFolded(next);
          setUnfolded(new Set());
          jumpTo(current);
        }}
        hasKeys={hasKeys}
      />
      <div className="border-y border-line">
        <Labels labels={labels} isSplit={isSplit} />
        <div className="flex">
          {choice === null ? (
            <DiffSkeleton />
          ) : (
            <LateDiffLines
              name={of === undefined ? 'Changed lines' : `Changed lines of ${of}`}
              layout={layout}
              words={words}
              isSplit={isSplit}
              current={jump ? current : null}
              jump={jump}
              onUnfold={(block) => setUnfolded(new Set([...unfolded, block]))}
            />
          )}
          <DiffMap marks={marks} current={jump ? current : null} onJump={jumpTo} />
        </div>
      </div>
      {!isComplete && (
        <Limit>These texts are long. The lines are right, but could be matched more finely.</Limit>
      )}
      {status === 'gave-up' && (
        <Limit>Finding the changed words took too long, so some lines show none.</Limit>
      )}
    </div>
  );
}

function Labels({ labels, isSplit }: { labels: DiffLabels; isSplit: boolean }) {
  return (
    <div className="flex flex-wrap border-b border-line bg-sunken pr-3 text-small">
      <div className={isSplit ? 'w-1/2 px-3 py-1.5' : 'px-3 py-1.5'}>
        <span className="text-removed">− </span>
        {labels.before}
      </div>
      <div className={isSplit ? 'w-1/2 border-l border-line px-3 py-1.5' : 'px-3 py-1.5'}>
        <span className="text-added">+ </span>
        {labels.after}
      </div>
    </div>
  );
}

function Limit({ children }: { children: ReactNode }) {
  return <output className="block px-4 py-2 text-small text-soft">{children}</output>;
}
