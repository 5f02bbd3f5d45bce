'use client';

import { useQuery } from '@tanstack/react-query';
import { GitMerge } from 'lucide-react';
import { useState } from 'react';

import { DiffSkeleton } from '@/components/diff/diff-skeleton';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import type { MergeResource } from '@/lib/history/schema';
import { versionQuery } from '@/lib/versions/queries';

import { ConflictCard } from './conflict-card';
import { MergedLines } from './merged-lines';
import { countOpen, mergedText } from './merge-choices';
import type { Choices, MergeChunk } from './merge-choices';
import { ReviewStep } from './review-step';
import { isTooLong } from './text-size';

type MergeStepProps = {
  storeId: string;
  merge: MergeResource;
  consequence: string;
  isBusy: boolean;
  failure: string | null;
  onSave: (merged: string) => void;
  onBack: () => void;
};

function ChunkList({
  chunks,
  choices,
  onChoose,
}: {
  chunks: readonly MergeChunk[];
  choices: Choices;
  onChoose: (choices: Choices) => void;
}) {
  const numberOf = (index: number) =>
    chunks.slice(0, index + 1).filter(({ kind }) => kind === 'conflict').length;
  return chunks.map((chunk, index) =>
    chunk.kind === 'merged' ? (
      // The chunks of one merge never change their places.
      // oxlint-disable-next-line react/no-array-index-key
      <MergedLines key={index} text={chunk.text} />
    ) : (
      <ConflictCard
        // oxlint-disable-next-line react/no-array-index-key
        key={index}
        conflict={chunk}
        number={numberOf(index)}
        choice={choices[index]}
        onChoose={(choice) => onChoose({ ...choices, [index]: choice })}
      />
    ),
  );
}

function describe(merge: MergeResource, open: number): string {
  if (merge.is_clean) return 'Both edits fit together. Look at the merged text, and save it.';
  if (open === 0) return 'Every conflict has its choice. Look at the merged text next.';
  return `Where both changed the same lines, choose what to keep: ${open} ${open === 1 ? 'place waits' : 'places wait'}.`;
}

/** Somebody was faster: both edits, merged where they fit and side by side where they do not. */
export function MergeStep({ storeId, merge, onBack, onSave, ...rest }: MergeStepProps) {
  const [choices, setChoices] = useState<Choices>({});
  const [isReviewing, setIsReviewing] = useState(merge.is_clean);
  const head = useQuery(versionQuery({ workspaceId: useWorkspaceId(), storeId }, merge.head_version_id));
  const open = countOpen(merge.chunks, choices);
  const merged = mergedText(merge.chunks, choices);
  return (
    <section aria-label="Merge" className="grid content-start gap-4 py-4">
      <header className="grid gap-1 px-4">
        <h2 className="flex items-center gap-2 text-lead font-semibold">
          <GitMerge aria-hidden size={18} strokeWidth={1.75} />
          Somebody changed this memory while you were editing
        </h2>
        <output className="block">Nothing of yours is lost. {describe(merge, open)}</output>
      </header>
      {isReviewing && merged !== null ? (
        <>
          {head.error && (
            <Failure what="the newest version" error={head.error} onRetry={() => void head.refetch()} />
          )}
          {head.isPending && <DiffSkeleton />}
          {head.data && (
            <ReviewStep
              {...rest}
              before={head.data.content ?? ''}
              after={merged}
              onSave={() => onSave(merged)}
              onBack={merge.is_clean ? onBack : () => setIsReviewing(false)}
            />
          )}
        </>
      ) : (
        <div className="grid content-start gap-4 px-4">
          <ChunkList chunks={merge.chunks} choices={choices} onChoose={setChoices} />
          {merged !== null && isTooLong(merged) && (
            <p role="alert" className="text-danger">
              Together this is more than one memory can hold. Take less of one side.
            </p>
          )}
          <div className="flex flex-wrap gap-2">
            <Button
              look="primary"
              disabled={merged === null || isTooLong(merged)}
              onClick={() => setIsReviewing(true)}
            >
              Review the merged text
            </Button>
            <Button onClick={onBack}>Back to your text</Button>
          </div>
        </div>
      )}
    </section>
  );
}
