'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { Role } from '@/lib/auth/actor';
import { invitationsQuery, inviteSomebody } from '@/lib/workspaces/queries';

import { RoleChoice } from './role-choice';
import { ShownLink } from './shown-link';

/** Asks whom to invite as what, and then shows the link. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [wasSent, setWasSent] = useState(false);
  const invite = useMutation({
    mutationFn: () => inviteSomebody(workspaceId, { email: email.trim(), role }),
    onSuccess: () => void client.invalidateQueries({ queryKey: invitationsQuery(workspaceId).queryKey }),
  });
  const isAddress = /^\S+@\S+$/.test(email.trim());
  if (invite.data) {
    return (
      <ShownLink
        title="The invitation"
        url={invite.data.url}
        purpose={`Send this link to ${invite.data.email}. It lets them choose a password, or join with the account that they have.`}
        expiresAt={invite.data.expires_at}
        onClose={onClose}
      />
    );
  }
  return (
    <ActDialog
      title="Invite somebody"
      act="Make the invitation"
      isBusy={invite.isPending}
      failure={describeFailure('Nobody was invited', invite.error)}
      onClose={onClose}
      onSubmit={() => {
        setWasSent(true);
        if (isAddress) invite.mutate();
      }}
    >
      <Field
        label="E-mail"
        hint="Nothing is sent to it. You get a link, and hand it over yourself."
        error={wasSent && !isAddress ? 'This is not an e-mail address.' : null}
      >
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={320}
            data-first-focus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <RoleChoice value={role} onChange={setRole} />
    </ActDialog>
  );
}
