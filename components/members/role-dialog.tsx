'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useViewer, useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { changeRole } from '@/lib/workspaces/queries';

import type { MemberDialogProps } from './dialog-props';
import { RoleChoice } from './role-choice';
import { roleWords } from './role-words';
import { useMembersChanged } from './use-members-changed';

/** Gives a member another role. */
export function RoleDialog({ member, onClose }: MemberDialogProps) {
  const workspaceId = useWorkspaceId();
  const isSelf = useViewer().person.id === member.user_id;
  const onChanged = useMembersChanged();
  const [role, setRole] = useState(member.role);
  const change = useMutation({
    mutationFn: () => changeRole(workspaceId, member.user_id, role),
    onSuccess: async () => {
      await onChanged(`${member.name} is ${roleWords[role].name.toLowerCase()} now`, { isSelf });
      onClose();
    },
  });
  return (
    <ActDialog
      title={`Role of ${member.name}`}
      act="Change the role"
      isBusy={change.isPending}
      isBlocked={role === member.role}
      failure={describeFailure('The role was not changed', change.error)}
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      <RoleChoice value={role} onChange={setRole} isFirstFocus />
      <p className="text-soft">
        {isSelf
          ? 'This is you: what your new role may not do is gone with your next request.'
          : 'It counts from their next request on. The audit trail will say that you changed it.'}
      </p>
    </ActDialog>
  );
}
