import type { Metadata } from 'next';

import { InvitationList } from '@/components/members/invitation-list';
import { Invite } from '@/components/members/invite';
import { MemberList } from '@/components/members/member-list';
import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { SettingsSection } from '@/components/settings/settings-section';
import { Hydrate } from '@/components/shell/hydrate';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canManageMembers } from '@/lib/workspaces/policy';
import { invitationsQuery, membersQuery, peopleAPage } from '@/lib/workspaces/queries';
import { listAdministratorNames, listInvitations, listMembers } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canManageMembers(actor)) {
    return <SettingsForbidden does="manages members" administrators={await listAdministratorNames(actor)} />;
  }
  const [members, invitations] = await Promise.all([
    listMembers(actor, { limit: peopleAPage }),
    listInvitations(actor, { limit: peopleAPage, is_pending: true }),
  ]);
  return (
    <Hydrate
      data={[
        [membersQuery(workspaceId).queryKey, { pages: [members], pageParams: [null] }],
        [invitationsQuery(workspaceId).queryKey, { pages: [invitations], pageParams: [null] }],
      ]}
    >
      <SettingsSection
        title="People"
        lead="Who may sign in to this workspace, and what each may do. What you change counts from their next request on."
        actions={<Invite />}
      >
        <MemberList />
      </SettingsSection>
      <SettingsSection title="Open invitations" lead="Each has a link that is good for 7 days and one use.">
        <InvitationList />
      </SettingsSection>
    </Hydrate>
  );
}
