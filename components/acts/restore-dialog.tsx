'use client';

import { useState } from 'react';

import { VersionPairDiff } from '@/components/diff/version-pair-diff';
import { useMemoryAddress } from '@/components/memories/use-memory-address';
import { useWorkspaceId } from '@/components/shell/workspace';
import { restoreVersion } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { consequenceOfText } from './consequences';
import { deleteOne } from './delete-one';
import { focusPage } from './focus-page';
import { PathField } from './path-field';
import { explainPath } from './path-words';
import { ReasonField } from './reason-field';
import { undoneNote } from './undone-note';
import { useAct } from './use-act';
import { useReason } from './use-reason';

/** Until then nothing behind it takes the focus. */
const dialogClosesInMs = 100;

type RestoreDialogProps = {
  /** Null while it is deleted: then restoring brings it back. */
  memory: MemoryResource | null;
  version: VersionResource;
  onClose: () => void;
};

function useRestore({ memory, version }: RestoreDialogProps) {
  const workspaceId = useWorkspaceId();
  const act = useAct(version.memory_store_id);
  const store = { workspaceId, storeId: version.memory_store_id };
  const restore = (note: { reason?: string }, path: string) =>
    act.run(async () => {
      const head = memory?.memory_version_id;
      const restored = await restoreVersion(store, version.id, {
        ...note,
        ...(head === undefined ? { path } : { expected_head_version_id: head }),
      });
      const since = { ...undoneNote, ...note, expected_head_version_id: restored.memory_version_id };
      return {
        title: `Restored version ${version.governance?.number ?? ''}`.trim(),
        detail: 'It is a new version; what was there before stays in the history.',
        undo: () =>
          head === undefined
            ? deleteOne(workspaceId, restored, { ...undoneNote, ...note })
            : restoreVersion(store, head, since),
      };
    });
  return { ...act, restore };
}

/** Shows what would change, and puts an earlier text in place again. */
export function RestoreDialog(props: RestoreDialogProps) {
  const { memory, version, onClose } = props;
  const { go } = useMemoryAddress();
  const { isBusy, failure, restore } = useRestore(props);
  const reason = useReason('restore');
  const [path, setPath] = useState(version.path ?? '/');
  const [wasSent, setWasSent] = useState(false);
  const pathFault = memory ? null : explainPath(path);
  const storeId = version.memory_store_id;

  const submit = async () => {
    setWasSent(true);
    if (pathFault !== null || reason.fault !== null) return;
    if (!(await restore(reason.note, path))) return;
    onClose();
    go({});
    setTimeout(focusPage, dialogClosesInMs);
  };
  return (
    <ActDialog
      title={`Restore version ${version.governance?.number ?? ''}`.trim()}
      act="Restore this version"
      width="full"
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>
        {memory
          ? consequenceOfText(memory.governance)
          : 'The memory comes back under its id. Agents will find it and read this text from now on.'}
      </p>
      {!memory && (
        <PathField
          label="Bring it back at"
          value={path}
          onChange={setPath}
          error={wasSent ? pathFault : null}
        />
      )}
      <div className="max-h-[50dvh] overflow-y-auto rounded-control border border-line">
        <VersionPairDiff
          from={memory && { storeId, versionId: memory.memory_version_id }}
          to={{ storeId, versionId: version.id }}
          hasKeys={false}
        />
      </div>
      <ReasonField {...reason.field} error={wasSent ? reason.fault : null} />
    </ActDialog>
  );
}
