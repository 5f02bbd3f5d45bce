import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-[720px] gap-3 px-6 py-16 min-[900px]:py-24">
      <h1 className="text-title font-semibold">There is no page at this address</h1>
      <p className="max-w-[56ch] text-soft">
        It may have been mistyped, or what it showed may be gone. Nothing was changed.
      </p>
      <p>
        <Link href="/">Go to the start page</Link>
      </p>
    </main>
  );
}
