'use client';

import { useQuery } from '@tanstack/react-query';

import { roleWords } from '@/components/members/role-words';
import { invitationPreviewQuery } from '@/lib/workspaces/queries';

import { Entrance } from './entrance';
import { JoinForm } from './join-form';
import { LinkState } from './link-state';
import { SsoEntrance } from './sso-entrance';
import { useLinkToken } from './use-link-token';

/** What somebody is invited to, and the way in. */
export function AcceptInvitation({ sso }: { sso: string | null }) {
  const token = useLinkToken();
  const found = useQuery({ ...invitationPreviewQuery(token ?? ''), enabled: token !== null });
  const invitation = found.data;
  if (token === null || !invitation) {
    return <LinkState title="Invitation" error={found.error} onRetry={() => void found.refetch()} />;
  }
  const { name, may } = roleWords[invitation.role];
  return (
    <Entrance
      title={`Join “${invitation.workspace_name}”`}
      lead={
        <>
          You are invited as {/^[aeiou]/i.test(name) ? 'an' : 'a'} {name.toLowerCase()}. {may}
        </>
      }
    >
      {sso !== null && !invitation.has_account && <SsoEntrance name={sso} returnPath="/" hasFailed={false} />}
      <JoinForm token={token} email={invitation.email} hasAccount={invitation.has_account} />
    </Entrance>
  );
}
