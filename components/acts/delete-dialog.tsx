'use client';

import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { restoreVersion } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { deleteOne } from './delete-one';
import { PathLine } from './path-line';
import { ReasonField } from './reason-field';
import { undoneNote } from './undone-note';
import { useAct } from './use-act';
import { useReason } from './use-reason';

/** Deletes a memory; its history stays, and brings it back. */
export function DeleteDialog({ memory, onClose }: { memory: MemoryResource; onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const reason = useReason('delete');
  const [wasSent, setWasSent] = useState(false);
  const { isBusy, failure, run } = useAct(memory.memory_store_id);

  const submit = async () => {
    setWasSent(true);
    if (reason.fault !== null) return;
    const isDone = await run(async () => {
      await deleteOne(workspaceId, memory, reason.note);
      const store = { workspaceId, storeId: memory.memory_store_id };
      return {
        title: `Deleted ${memory.path}`,
        detail: 'Every version stays in the history, and can be restored from there.',
        undo: () => restoreVersion(store, memory.memory_version_id, { ...undoneNote, ...reason.note }),
      };
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title="Delete this memory"
      act="Delete"
      isDanger
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <PathLine path={memory.path} />
      <p>
        Agents and people will not find it in the store any more. Every version stays in the history and can
        be restored from there; to make text unreadable, redact it instead.
      </p>
      <ReasonField {...reason.field} error={wasSent ? reason.fault : null} />
    </ActDialog>
  );
}
