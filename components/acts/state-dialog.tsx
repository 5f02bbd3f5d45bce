'use client';

import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { Checkbox } from '@/components/ui/input';
import { changeState } from '@/lib/memories/act-queries';
import type { StateAct } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { PathLine } from './path-line';
import { ReasonField } from './reason-field';
import { canUndo, heldReasons, oppositeOf, reasonWords, stateWords, withholdable } from './state-words';
import type { HeldReason } from './state-words';
import { undoneNote } from './undone-note';
import { useAct } from './use-act';
import { useReason } from './use-reason';

type StateDialogProps = { act: StateAct; memory: MemoryResource; onClose: () => void };

function reasonsFor(act: StateAct, { governance }: MemoryResource): HeldReason[] {
  if (!governance) return [];
  if (act === 'withhold') return withholdable(governance);
  return act === 'release' ? heldReasons(governance) : [];
}

function ReasonPicker({
  choices,
  chosen,
  onChange,
}: {
  choices: HeldReason[];
  chosen: HeldReason[];
  onChange: (reasons: HeldReason[]) => void;
}) {
  if (choices.length === 0) return null;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">Which hold</legend>
      {choices.map((reason) => (
        <label key={reason} className="flex items-center gap-2">
          <Checkbox
            checked={chosen.includes(reason)}
            onChange={(event) =>
              onChange(
                choices.filter((each) => (each === reason ? event.target.checked : chosen.includes(each))),
              )
            }
          />
          {reasonWords[reason]}
        </label>
      ))}
    </fieldset>
  );
}

/** Archive, withhold, lock, and their opposites. */
export function StateDialog({ act, memory, onClose }: StateDialogProps) {
  const words = stateWords[act];
  const choices = reasonsFor(act, memory);
  const [held, setHeld] = useState(() => (act === 'withhold' ? choices.slice(0, 1) : choices));
  const reason = useReason(act);
  const [wasSent, setWasSent] = useState(false);
  const { isBusy, failure, run } = useAct(memory.memory_store_id);
  const ref = { workspaceId: useWorkspaceId(), storeId: memory.memory_store_id, memoryId: memory.id };

  const submit = async () => {
    setWasSent(true);
    if (reason.fault !== null) return;
    const details = { ...(choices.length > 0 && { reasons: held }), ...reason.note };
    const isDone = await run(async () => {
      await changeState(ref, act, details);
      return {
        title: `${words.done} ${memory.path}`,
        ...(memory.governance &&
          canUndo(act, memory.governance) && {
            undo: () => changeState(ref, oppositeOf(act), { ...undoneNote, ...details }),
          }),
      };
    });
    if (isDone) onClose();
  };
  return (
    <ActDialog
      title={`${words.verb} this memory`}
      act={words.verb}
      isBusy={isBusy}
      failure={failure}
      isBlocked={choices.length > 0 && held.length === 0}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <PathLine path={memory.path} />
      <p>{words.consequence}</p>
      <ReasonPicker choices={choices} chosen={held} onChange={setHeld} />
      <ReasonField {...reason.field} error={wasSent ? reason.fault : null} />
    </ActDialog>
  );
}
