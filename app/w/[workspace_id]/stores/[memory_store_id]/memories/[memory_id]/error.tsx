'use client';

import { PageHeader } from '@/components/shell/page-header';
import { Failure } from '@/components/shell/failure';

type ErrorProps = { error: Error; reset: () => void };

export default function MemoryError({ error, reset }: ErrorProps) {
  return (
    <>
      <PageHeader crumbs={[{ name: 'Memory' }]} />
      <main id="page">
        <Failure what="this memory" error={error} onRetry={reset} />
      </main>
    </>
  );
}
