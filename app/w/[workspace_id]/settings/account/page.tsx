import type { Metadata } from 'next';

import { ChangePassword } from '@/components/account/change-password';
import { SignOutEverywhere } from '@/components/account/sign-out-everywhere';
import { Fact } from '@/components/memories/fact';
import { roleWords } from '@/components/members/role-words';
import { SettingsSection } from '@/components/settings/settings-section';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { retrieveMe } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage({ params }: PageProps) {
  const { user, role } = await retrieveMe(await requirePageActor((await params).workspace_id));
  return (
    <>
      <SettingsSection title="You" lead="Your account is the same in every workspace that you belong to.">
        <dl className="flex flex-wrap gap-x-10 gap-y-3">
          <Fact name="Name">{user?.name}</Fact>
          <Fact name="E-mail">{user?.email}</Fact>
          <Fact name="Role here">{role && roleWords[role].name}</Fact>
        </dl>
      </SettingsSection>
      <SettingsSection title="Password" lead="A new one signs out every other browser.">
        <ChangePassword />
      </SettingsSection>
      <SettingsSection
        title="Where you are signed in"
        lead="A sign-in ends after 12 hours without use, and after 7 days at the latest. If a browser was lost, end them all now."
      >
        <SignOutEverywhere />
      </SettingsSection>
    </>
  );
}
