'use client';

import { useState } from 'react';

import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { MemoryResource } from '@/lib/memories/schema';

import { ActFailure } from '@/components/shell/act-failure';
import { ChooseStep } from './choose-step';
import { PreviewStep } from './preview-step';
import { ReasonField } from './reason-field';
import { RedactFooter } from './redact-footer';
import { RedactedNotice } from './redacted-notice';
import { useReason } from './use-reason';
import { useRedaction } from './use-redaction';

type RedactDialogProps = { memory: MemoryResource; onClose: () => void; onRename: () => void };

/** Takes a text out of a memory, out of every version that holds it, for good. */
export function RedactDialog({ memory: newest, onClose, onRename }: RedactDialogProps) {
  // What is chosen are places in this text; a newer one must not slip under them.
  const [memory] = useState(newest);
  const redaction = useRedaction(memory);
  const { preview, result, failure, isBusy } = redaction;
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const reason = useReason('redact');
  const [wasSent, setWasSent] = useState(false);
  const ids = preview?.versions.map((version) => version.memory_version_id) ?? [];
  const picked = new Set(ids.filter((id) => !left.has(id)));

  const redact = () => {
    setWasSent(true);
    if (reason.fault === null) void redaction.redact({ ...reason.note, versionIds: [...picked] });
  };
  if (result && preview) {
    return (
      <Dialog
        title="Redact"
        width="wide"
        onClose={onClose}
        footer={
          // The button that had the focus is gone.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          <Button autoFocus onClick={onClose}>
            Close
          </Button>
        }
      >
        <RedactedNotice result={result} preview={preview} kept={ids.length - picked.size} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={preview ? 'What will be redacted' : 'Redact text of this memory'}
      width="wide"
      onClose={onClose}
      isBusy={isBusy}
      footer={<RedactFooter redaction={redaction} onClose={onClose} onRedact={redact} />}
    >
      <div className="grid gap-4">
        {preview ? (
          <>
            <PreviewStep
              content={redaction.content}
              preview={preview}
              picked={picked}
              onPick={(next) => setLeft(new Set(ids.filter((id) => !next.has(id))))}
              onRename={onRename}
            />
            <ReasonField {...reason.field} error={wasSent ? reason.fault : null} />
          </>
        ) : (
          <ChooseStep redaction={redaction} />
        )}
        <ActFailure failure={failure} />
      </div>
    </Dialog>
  );
}
