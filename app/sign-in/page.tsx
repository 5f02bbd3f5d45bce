import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';

import { Entrance } from '@/components/auth/entrance';
import { SignInForm } from '@/components/auth/sign-in-form';
import { SsoEntrance } from '@/components/auth/sso-entrance';
import { ssoName } from '@/lib/auth/oidc';
import { publicOrigin } from '@/lib/auth/origin';
import { findPagePerson } from '@/lib/auth/page-actor';
import { toReturnPath } from '@/lib/auth/return-path';
import { env } from '@/lib/env';

export const metadata: Metadata = { title: 'Sign in' };

type PageProps = {
  searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }>;
};

export default async function SignInPage({ searchParams }: PageProps) {
  const { callbackUrl, error } = await searchParams;
  const returnPath = toReturnPath(callbackUrl, publicOrigin());
  const person = await findPagePerson();
  if (person && person.memberships.length > 0) redirect(returnPath);
  if (person) return <NoWorkspace email={person.email} />;
  const sso = ssoName();
  const isFirstTry = env().SEED_DEMO && env().PUBLIC_URL === undefined;
  return (
    <Entrance
      title="Sign in"
      lead="See what your agents remember, and put it right."
      foot={isFirstTry ? <FirstTry /> : undefined}
    >
      {sso !== null && (
        <SsoEntrance
          name={sso}
          returnPath={returnPath}
          hasFailed={error !== undefined && error !== 'CredentialsSignin'}
        />
      )}
      <SignInForm returnPath={returnPath} />
    </Entrance>
  );
}

function FirstTry() {
  return (
    <p>
      Trying it out? The terminal that started the server shows a sign-in for the demonstration; the password
      is also in <code className="whitespace-nowrap">demo-password</code> in the data folder.
    </p>
  );
}

function NoWorkspace({ email }: { email: string }) {
  return (
    <Entrance
      title="No workspace yet"
      lead={`You are signed in as ${email}, and belong to no workspace. An administrator can add you to one.`}
    >
      <p>
        <Link href="/sign-out">Sign out</Link>
      </p>
    </Entrance>
  );
}
