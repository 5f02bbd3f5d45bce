import type { Metadata } from 'next';

import { DeleteWorkspace } from '@/components/danger/delete-workspace';
import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { SettingsSection } from '@/components/settings/settings-section';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canDeleteWorkspace } from '@/lib/workspaces/policy';
import { listAdministratorNames, retrieveMe, retrieveWorkspace } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Danger zone' };

export default async function DangerPage({ params }: PageProps) {
  const actor = await requirePageActor((await params).workspace_id);
  if (!canDeleteWorkspace(actor)) {
    return (
      <SettingsForbidden does="deletes the workspace" administrators={await listAdministratorNames(actor)} />
    );
  }
  const [workspace, me] = await Promise.all([retrieveWorkspace(actor), retrieveMe(actor)]);
  const isDemonstration = workspace.is_demonstration;
  return (
    <SettingsSection
      title={isDemonstration ? 'Delete the demonstration' : 'Delete this workspace'}
      lead={
        isDemonstration
          ? 'It was made at the first start to look around in. When you need it no longer, it goes in one act.'
          : 'For good, with everything in it.'
      }
    >
      <DeleteWorkspace workspace={workspace} isTheirLast={me.memberships.length === 1} />
    </SettingsSection>
  );
}
