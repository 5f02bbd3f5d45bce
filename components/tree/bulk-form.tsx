'use client';

import { useState } from 'react';

import { ReasonField } from '@/components/acts/reason-field';
import { useReason } from '@/components/acts/use-reason';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { MemoryResource } from '@/lib/memories/schema';

import { acts } from './acts';
import type { Act } from './acts';
import { findFolderFault, movedPath, toFolder } from './move';
import { PathList } from './path-list';
import { folderOf } from './rows';
import type { Job } from './undo';

type BulkFormProps = {
  id: string;
  act: Act;
  memories: readonly MemoryResource[];
  isBusy: boolean;
  onSubmit: (details: Pick<Job, 'reason' | 'pathOf'>) => void;
};

/** What an act asks before it is done. */
export function BulkForm({ id, act, memories, isBusy, onSubmit }: BulkFormProps) {
  const { consequence } = acts[act];
  const reason = useReason(act);
  const [folder, setFolder] = useState(() => folderOf(memories[0]?.path ?? '/'));
  const [wasSent, setWasSent] = useState(false);
  const isMove = act === 'move';
  const folderFault = isMove ? findFolderFault(folder, memories) : null;

  const submit = (form: HTMLFormElement) => {
    setWasSent(true);
    if (folderFault !== null || reason.fault !== null) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    onSubmit({
      ...reason.note,
      ...(isMove && { pathOf: (memory) => movedPath(memory.path, toFolder(folder)) }),
    });
  };
  const lines = memories.map(({ id: key, path }) => ({
    key,
    path,
    ...(isMove && {
      detail: folderFault === null ? `→ ${movedPath(path, toFolder(folder))}` : 'Stays where it is.',
    }),
  }));
  return (
    <form
      id={id}
      aria-busy={isBusy}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) submit(event.currentTarget);
      }}
      className="grid gap-4"
    >
      <p>{consequence}</p>
      {isMove && (
        <Field
          label="To the folder"
          hint="Names stay. A folder that does not exist yet comes into being."
          error={wasSent ? folderFault : null}
        >
          {(control) => (
            <Input
              {...control}
              value={folder}
              disabled={isBusy}
              onChange={(event) => setFolder(event.target.value)}
            />
          )}
        </Field>
      )}
      <PathList label="The memories concerned" lines={lines} />
      <ReasonField {...reason.field} isDisabled={isBusy} error={wasSent ? reason.fault : null} />
    </form>
  );
}
