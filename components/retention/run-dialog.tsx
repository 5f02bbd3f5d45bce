'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ReasonField } from '@/components/acts/reason-field';
import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from '@/components/stores/failure-words';
import { Failure } from '@/components/shell/failure';
import { formatCount } from '@/components/ui/bytes';
import { CopyId } from '@/components/ui/copy';
import { Skeleton } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { previewRetentionRun, retentionRunsQuery, startRetentionRun } from '@/lib/retention/queries';
import type { RetentionScope } from '@/lib/retention/queries';
import type { RetentionPreviewResource } from '@/lib/retention/schema';

type RunDialogProps = { scope: RetentionScope; storeName: string | null; onClose: () => void };

/** Shows what a run would remove, and orders exactly that. */
export function RunDialog({ scope, storeName, onClose }: RunDialogProps) {
  const { workspaceId, storeId } = scope;
  const client = useQueryClient();
  const toast = useToast();
  const [reason, setReason] = useState('');
  const preview = useQuery({
    queryKey: [workspaceId, 'retention-preview', storeId],
    queryFn: () => previewRetentionRun(scope),
    // What was true when it was last opened is not what would be removed now.
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const start = useMutation({
    mutationFn: (shown: RetentionPreviewResource) =>
      startRetentionRun(workspaceId, {
        preview: shown,
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      }),
    onSuccess: () => {
      toast({ title: 'The run has begun', detail: 'How far it is stands under “Runs”.' });
      void client.invalidateQueries({ queryKey: retentionRunsQuery(workspaceId).queryKey });
      onClose();
    },
    onError: () => void preview.refetch(),
  });
  const shown = preview.data;
  const isNothing = shown?.counts.memory_versions === 0;
  return (
    <ActDialog
      title={storeName === null ? 'What would be removed now' : `What would be removed from “${storeName}”`}
      act="Remove them for good"
      isDanger
      isBusy={start.isPending}
      isBlocked={!shown || isNothing}
      failure={describeFailure('Nothing was removed', start.error)}
      onClose={onClose}
      onSubmit={() => shown && start.mutate(shown)}
    >
      {preview.error && (
        <Failure what="the dry run" error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {!shown && !preview.error && (
        <div aria-busy className="grid gap-2">
          <output className="sr-only">Looking what would be removed</output>
          <Skeleton className="h-5 w-2/3" />
          <Skeleton className="h-24 w-full" />
        </div>
      )}
      {isNothing && <p>Nothing: whatever the policies do not keep is gone already.</p>}
      {shown && !isNothing && (
        <>
          <Removals preview={shown} />
          <ReasonField value={reason} onChange={setReason} />
        </>
      )}
    </ActDialog>
  );
}

function countOf(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function Removals({ preview }: { preview: RetentionPreviewResource }) {
  const { counts, data } = preview;
  const more = counts.memory_versions - data.length;
  return (
    <>
      <p>
        <strong className="font-semibold">This is permanent.</strong>{' '}
        {countOf(counts.memory_versions, 'version', 'versions')} would go
        {counts.memories > 0 &&
          `, and with them ${countOf(counts.memories, 'deleted memory', 'deleted memories')}`}
        . The audit trail keeps the counts, and none of the text.
      </p>
      <div className="grid gap-1">
        <h3 className="font-medium">The versions</h3>
        <ul className="max-h-40 overflow-y-auto rounded-control border border-line" aria-label="The versions">
          {data.map((removal) => (
            <li
              key={removal.memory_version_id}
              className="flex flex-wrap items-center gap-x-2 border-b border-line px-2 py-1 text-small last:border-b-0"
            >
              version <CopyId id={removal.memory_version_id} /> of memory <CopyId id={removal.memory_id} />
              {removal.ends_memory && <span className="text-removed">the last one</span>}
            </li>
          ))}
        </ul>
        {more > 0 && <p className="text-small text-soft">And {formatCount(more)} more.</p>}
      </div>
    </>
  );
}
