import type { Metadata } from 'next';

import { ChangePassword } from '@/components/account/change-password';
import { SignInWays } from '@/components/account/sign-in-ways';
import { SignOutEverywhere } from '@/components/account/sign-out-everywhere';
import { Fact } from '@/components/memories/fact';
import { roleWords } from '@/components/members/role-words';
import { SettingsSection } from '@/components/settings/settings-section';
import { Hydrate } from '@/components/shell/hydrate';
import { ssoName } from '@/lib/auth/oidc';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { signInWaysQuery } from '@/lib/workspaces/queries';
import { listSignInWays, retrieveMe } from '@/lib/workspaces/read';

type PageProps = { params: Promise<{ workspace_id: string }> };

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage({ params }: PageProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const [{ user, role }, ways] = await Promise.all([retrieveMe(actor), listSignInWays(actor)]);
  const sso = ssoName();
  return (
    <>
      <SettingsSection title="You" lead="Your account is the same in every workspace that you belong to.">
        <dl className="flex flex-wrap gap-x-10 gap-y-3">
          <Fact name="Name">{user?.name}</Fact>
          <Fact name="E-mail">{user?.email}</Fact>
          <Fact name="Role here">{role && roleWords[role].name}</Fact>
        </dl>
      </SettingsSection>
      {ways.has_password && (
        <SettingsSection title="Password" lead="A new one signs out every other browser.">
          <ChangePassword />
        </SettingsSection>
      )}
      {sso !== null && (
        <SettingsSection title="Single sign-on" lead={`Sign in with ${sso} as well as with a password.`}>
          <Hydrate data={[[signInWaysQuery(workspaceId).queryKey, ways]]}>
            <SignInWays name={sso} />
          </Hydrate>
        </SettingsSection>
      )}
      <SettingsSection
        title="Where you are signed in"
        lead="A sign-in ends after 12 hours without use, and after 7 days at the latest. If a browser was lost, end them all now."
      >
        <SignOutEverywhere />
      </SettingsSection>
    </>
  );
}
