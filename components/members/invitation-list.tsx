'use client';

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';

import { focusPage } from '@/components/acts/focus-page';
import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import { useToast } from '@/components/ui/toast';
import type { InvitationResource } from '@/lib/workspaces/invitation';
import { invitationsQuery, revokeInvitation } from '@/lib/workspaces/queries';

import { PeopleList } from './people-list';
import { PersonRow } from './person-row';
import { roleWords } from './role-words';

/** The invitations that wait for somebody. */
export function InvitationList() {
  const found = useInfiniteQuery(invitationsQuery(useWorkspaceId()));
  return (
    <PeopleList
      what="the open invitations"
      found={found}
      nothing={<p className="text-soft">No invitation is open.</p>}
      row={(invitation) => <InvitationRow key={invitation.id} invitation={invitation} />}
    />
  );
}

function InvitationRow({ invitation }: { invitation: InvitationResource }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const isOnline = useIsOnline();
  const revoke = useMutation({
    mutationFn: () => revokeInvitation(workspaceId, invitation.id),
    onSuccess: () => {
      toast({
        title: `The invitation of ${invitation.email} is revoked`,
        detail: 'Its link leads nowhere now.',
      });
      focusPage();
    },
    onError: (error) =>
      toast({
        title: describeFailure('The invitation was not revoked', error) ?? '',
        isFailure: true,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: invitationsQuery(workspaceId).queryKey }),
  });
  return (
    <PersonRow
      name={<span className="truncate">{invitation.email}</span>}
      role={roleWords[invitation.role].name}
      when={
        <>
          Invited <Time value={invitation.created_at} isInSentence />
        </>
      }
      acts={
        <Button
          aria-label={`Revoke the invitation of ${invitation.email}`}
          isBusy={revoke.isPending}
          disabled={!isOnline}
          onClick={() => revoke.mutate()}
        >
          Revoke
        </Button>
      }
    />
  );
}
