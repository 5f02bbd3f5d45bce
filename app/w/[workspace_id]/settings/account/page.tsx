import type { Metadata } from 'next';

import { SettingsSection } from '@/components/settings/settings-section';
import { Fact } from '@/components/memories/fact';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { retrieveMe } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage({ params }: PageProps) {
  const { user } = await retrieveMe(await requirePageActor((await params).workspace_id));
  return (
    <SettingsSection title="You" lead="Your account is the same in every workspace that you belong to.">
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        <Fact name="Name">{user?.name}</Fact>
        <Fact name="E-mail">{user?.email}</Fact>
      </dl>
    </SettingsSection>
  );
}
