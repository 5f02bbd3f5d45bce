'use client';

import { Lock } from 'lucide-react';
import { useState } from 'react';

import { Notice } from '@/components/ui/notice';
import type { MemoryResource } from '@/lib/memories/schema';

import { AskDialog } from './ask-dialog';
import { consequenceOfText } from './consequences';
import { MergeStep } from './merge-step';
import { ReviewStep } from './review-step';
import { useEdit } from './use-edit';
import { useLeaveGuard } from './use-leave-guard';
import { useRefusal } from './use-refusal';
import { WriteStep } from './write-step';

type MemoryEditorProps = { memory: MemoryResource; onClose: () => void };

/** Edits the text of a memory: type, look at the difference, save; merge when somebody was faster. */
export function MemoryEditor({ memory, onClose }: MemoryEditorProps) {
  const edit = useEdit(memory, onClose);
  const [isDiscarding, setIsDiscarding] = useState(false);
  const guard = useLeaveGuard(edit.isDirty);
  const refusal = useRefusal()('memories:write');
  const { step, isBusy, failure } = edit;
  const consequence = consequenceOfText(memory.governance);
  if (refusal !== undefined && !edit.isDirty) return <Notice icon={Lock} title={refusal} />;
  const shared = { consequence, isBusy, failure: failure ?? refusal ?? null, onBack: edit.write };
  return (
    <>
      {step === 'write' && (
        <WriteStep edit={edit} onCancel={() => (edit.isDirty ? setIsDiscarding(true) : onClose())} />
      )}
      {step === 'review' && (
        <ReviewStep {...shared} before={memory.content ?? ''} after={edit.content} onSave={edit.save} />
      )}
      {typeof step === 'object' && (
        <MergeStep
          {...shared}
          key={step.merge.head_version_id}
          storeId={memory.memory_store_id}
          merge={step.merge}
          onSave={(merged) => edit.saveMerged(merged, step.merge)}
        />
      )}
      {isDiscarding && (
        <AskDialog
          title="Discard your changes?"
          stay="Keep editing"
          go="Discard"
          isDanger
          onStay={() => setIsDiscarding(false)}
          onGo={() => {
            edit.discard();
            onClose();
          }}
        >
          What you typed is thrown away. The memory stays as it is.
        </AskDialog>
      )}
      {guard.isAsking && (
        <AskDialog
          title="Leave without saving?"
          stay="Keep editing"
          go="Leave"
          onStay={guard.stay}
          onGo={guard.leave}
        >
          Your text is kept as a draft in this tab until you come back. The memory stays as it is.
        </AskDialog>
      )}
    </>
  );
}
