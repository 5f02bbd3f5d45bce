import type { Metadata } from 'next';
import { redirect } from 'next/navigation';

import { Entrance } from '@/components/auth/entrance';
import { SignOutForm } from '@/components/auth/sign-out-form';
import { findPagePerson } from '@/lib/auth/page-actor';

export const metadata: Metadata = { title: 'Sign out' };

export default async function SignOutPage() {
  const person = await findPagePerson();
  if (!person) redirect('/sign-in');
  return (
    <Entrance title="Sign out" lead={`You are signed in as ${person.email}. Other browsers stay signed in.`}>
      <SignOutForm />
    </Entrance>
  );
}
