'use client';

import { useState } from 'react';

import { Field } from '@/components/ui/field';
import { Input, TextArea } from '@/components/ui/input';
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

const maxReasonCharacters = 2000;

/** What an act asks before it is done. */
export function BulkForm({ id, act, memories, isBusy, onSubmit }: BulkFormProps) {
  const { consequence, asksReason } = acts[act];
  const [reason, setReason] = useState('');
  const [folder, setFolder] = useState(() => folderOf(memories[0]?.path ?? '/'));
  const [wasSent, setWasSent] = useState(false);
  const isMove = act === 'move';
  const folderFault = isMove ? findFolderFault(folder, memories) : null;
  const reasonFault = asksReason && reason.trim() === '' ? 'Say why, for whoever reads the trail.' : null;

  const submit = (form: HTMLFormElement) => {
    setWasSent(true);
    if (folderFault !== null || reasonFault !== null) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus());
      return;
    }
    onSubmit({
      ...(reason.trim() !== '' && { reason: reason.trim() }),
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
      <Field
        label={asksReason ? 'Reason' : 'Reason (optional)'}
        hint="Kept with the audit trail."
        error={wasSent ? reasonFault : null}
      >
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            value={reason}
            disabled={isBusy}
            maxLength={maxReasonCharacters}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </form>
  );
}
