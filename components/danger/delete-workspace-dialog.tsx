'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from '@/components/stores/failure-words';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { deleteWorkspace } from '@/lib/workspaces/queries';
import type { WorkspaceResource } from '@/lib/workspaces/workspace';

type DeleteWorkspaceDialogProps = { workspace: WorkspaceResource; onClose: () => void };

/** Deletes the workspace, once its name was typed; the demonstration, which is nobody's work, without that. */
export function DeleteWorkspaceDialog({ workspace, onClose }: DeleteWorkspaceDialogProps) {
  const { id, name, is_demonstration: isDemonstration } = workspace;
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteWorkspace(id, isDemonstration ? name : typed),
    // Nothing of this page is there any more.
    onSuccess: () => window.location.assign('/'),
  });
  return (
    <ActDialog
      title={isDemonstration ? 'Delete the demonstration' : `Delete “${name}”`}
      act={isDemonstration ? 'Delete the demonstration' : 'Delete the workspace'}
      isDanger
      isBusy={remove.isPending || remove.isSuccess}
      isBlocked={!isDemonstration && typed !== name}
      failure={describeFailure('Nothing was deleted', remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <p>
        <strong className="font-semibold">This is permanent.</strong> Everybody loses it at once; its rows are
        then purged in the background.
        {isDemonstration && ' No later start makes the demonstration again.'}
      </p>
      {!isDemonstration && (
        <Field
          label="Type the name of the workspace to delete it"
          hint={<code className="select-all [overflow-wrap:anywhere]">{name}</code>}
        >
          {(control) => (
            <Input
              {...control}
              data-first-focus
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
    </ActDialog>
  );
}
