import type { Metadata } from 'next';

import { CreateKey } from '@/components/keys/create-key';
import { KeyList } from '@/components/keys/key-list';
import { SettingsForbidden } from '@/components/settings/settings-forbidden';
import { SettingsSection } from '@/components/settings/settings-section';
import { Hydrate } from '@/components/shell/hydrate';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { canManageKeys } from '@/lib/workspaces/policy';
import { keysQuery, peopleAPage } from '@/lib/workspaces/queries';
import { listAdministratorNames, listApiKeys } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'API keys' };

export default async function KeysPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  if (!canManageKeys(actor)) {
    return <SettingsForbidden does="manages API keys" administrators={await listAdministratorNames(actor)} />;
  }
  const keys = await listApiKeys(actor, { limit: peopleAPage });
  return (
    <Hydrate data={[[keysQuery(workspaceId).queryKey, { pages: [keys], pageParams: [null] }]]}>
      <SettingsSection
        title="Keys"
        lead="With a key a program calls the API of this workspace. Its secret is shown once, when it is made; the last characters tell it from others."
        actions={<CreateKey />}
      >
        <KeyList />
      </SettingsSection>
    </Hydrate>
  );
}
