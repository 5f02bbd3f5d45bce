'use client';

import { useMutation } from '@tanstack/react-query';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { makePasswordLink } from '@/lib/workspaces/queries';

import type { MemberDialogProps } from './dialog-props';
import { ShownLink } from './shown-link';

/** Makes a link with which a member who is locked out sets a new password. */
export function PasswordLinkDialog({ member, onClose }: MemberDialogProps) {
  const workspaceId = useWorkspaceId();
  const make = useMutation({ mutationFn: () => makePasswordLink(workspaceId, member.user_id) });
  if (make.data) {
    return (
      <ShownLink
        title="The way to a new password"
        url={make.data.url}
        purpose={`Hand this link to ${member.name} (${member.email}), and to nobody else.`}
        expiresAt={make.data.expires_at}
        onClose={onClose}
      />
    );
  }
  return (
    <ActDialog
      title={`New password for ${member.name}`}
      act="Make the link"
      isBusy={make.isPending}
      failure={describeFailure('No link was made', make.error)}
      onClose={onClose}
      onSubmit={() => make.mutate()}
    >
      <p>
        You get a link with which {member.email} sets a new password, once. When they do, every browser in
        which they are signed in is signed out. Until then nothing changes.
      </p>
      <p className="text-soft">
        Links made for them before are no longer good. The audit trail will say that you made this one, and
        when it was used.
      </p>
    </ActDialog>
  );
}
