'use client';

import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { redactVersion } from '@/lib/versions/queries';
import type { VersionResource } from '@/lib/versions/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { ReasonField } from './reason-field';
import { useAct } from './use-act';
import { useReason } from './use-reason';

type RedactVersionDialogProps = { version: VersionResource; onClose: () => void };

/** Makes one earlier version unreadable. There is no way back. */
export function RedactVersionDialog({ version, onClose }: RedactVersionDialogProps) {
  const store = { workspaceId: useWorkspaceId(), storeId: version.memory_store_id };
  const reason = useReason('redact');
  const [wasSent, setWasSent] = useState(false);
  const { isBusy, failure, run } = useAct(version.memory_store_id);
  const number = version.governance?.number ?? '';

  const submit = async () => {
    setWasSent(true);
    if (reason.fault !== null) return;
    const isDone = await run(async () => {
      const redacted = await redactVersion(store, version.id, reason.note);
      if (redacted.content !== null || redacted.redacted_at === null)
        throw new Error('It can still be read.');
      return {
        title: `Redacted version ${number}`,
        detail: 'The answer holds nothing of its text, path, size or hash any more.',
      };
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title={`Redact version ${number}`}
      act="Redact permanently"
      isDanger
      isBusy={isBusy}
      failure={failure}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <p>
        The text, path, size and hash of this version are made unreadable for everybody.{' '}
        <strong>This is permanent</strong>: it cannot be undone or restored. That the version existed, who
        wrote it and when stay on record.
      </p>
      <p className="text-soft">
        Only this version is concerned. If the same text stands in others, redact the memory instead: it finds
        every place.
      </p>
      <ReasonField {...reason.field} error={wasSent ? reason.fault : null} />
    </ActDialog>
  );
}
