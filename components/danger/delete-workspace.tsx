'use client';

import { useState } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';
import type { WorkspaceResource } from '@/lib/workspaces/workspace';

import { listConsequences } from './consequences';

const { Component: DeleteWorkspaceDialog } = makeLate(() =>
  import('./delete-workspace-dialog').then((module) => module.DeleteWorkspaceDialog),
);

type DeleteWorkspaceProps = { workspace: WorkspaceResource; isTheirLast: boolean };

/** What ends with the workspace, and the one button that ends it. */
export function DeleteWorkspace({ workspace, isTheirLast }: DeleteWorkspaceProps) {
  const isOnline = useIsOnline();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <div className="grid justify-items-start gap-4 rounded-pane border border-danger p-4">
      <ul className="grid max-w-[72ch] list-disc gap-1.5 pl-5">
        {listConsequences(workspace, isTheirLast).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Button look="danger" disabled={!isOnline} onClick={() => setIsOpen(true)}>
        {workspace.is_demonstration ? 'Delete the demonstration…' : 'Delete this workspace…'}
      </Button>
      {isOpen && <DeleteWorkspaceDialog workspace={workspace} onClose={() => setIsOpen(false)} />}
    </div>
  );
}
