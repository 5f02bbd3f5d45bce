'use client';

import { useMutation } from '@tanstack/react-query';

import { focusPage } from '@/components/acts/focus-page';
import { ActDialog } from '@/components/shell/act-dialog';
import { useViewer, useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { removeMember } from '@/lib/workspaces/queries';

import type { MemberDialogProps } from './dialog-props';
import { useMembersChanged } from './use-members-changed';

/** Ends a membership. */
export function RemoveDialog({ member, onClose }: MemberDialogProps) {
  const { person, workspace } = useViewer();
  const workspaceId = useWorkspaceId();
  const isSelf = person.id === member.user_id;
  const onChanged = useMembersChanged();
  const remove = useMutation({
    mutationFn: () => removeMember(workspaceId, member.user_id),
    onSuccess: async () => {
      if (isSelf) return window.location.assign('/');
      await onChanged(`${member.name} is no longer a member`, { isSelf });
      onClose();
      // The row with the button that opened this is gone.
      requestAnimationFrame(focusPage);
    },
  });
  return (
    <ActDialog
      title={`Remove ${member.name}`}
      act="Remove from the workspace"
      isDanger
      isBusy={remove.isPending}
      failure={describeFailure('Nobody was removed', remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <p>
        {isSelf ? 'You are' : `${member.email} is`} out of “{workspace.name}” with the next request.
      </p>
      <ul className="grid list-disc gap-1 pl-5">
        <li>The account stays, and so do its other workspaces.</li>
        <li>API keys that {isSelf ? 'you' : 'they'} made go on working: revoke those that should not.</li>
        <li>What {isSelf ? 'you' : 'they'} did stays in the history and in the audit trail.</li>
      </ul>
      <p className="text-soft">Somebody who was removed can be invited again.</p>
    </ActDialog>
  );
}
