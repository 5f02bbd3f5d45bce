import type { Metadata } from 'next';
import Link from 'next/link';

import { Entrance } from '@/components/auth/entrance';
import { refusalWords } from '@/components/auth/refusal-words';
import { ssoRefusals } from '@/lib/auth/identity';

export const metadata: Metadata = { title: 'Not signed in' };

type PageProps = { searchParams: Promise<{ why?: string | string[] }> };

export default async function RefusedPage({ searchParams }: PageProps) {
  const { why } = await searchParams;
  const { title, lead, next } = refusalWords[ssoRefusals.find((each) => each === why) ?? 'uninvited'];
  return (
    <Entrance title={title} lead={lead}>
      <p>{next}</p>
      <p>
        <Link href="/">Go to the start page</Link>
      </p>
    </Entrance>
  );
}
