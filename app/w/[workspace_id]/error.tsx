'use client';

import { Failure } from '@/components/shell/failure';
import { PageHeader } from '@/components/shell/page-header';

type ErrorProps = { error: Error; retry: () => void };

export default function WorkspaceError({ error, retry }: ErrorProps) {
  return (
    <>
      <PageHeader crumbs={[{ name: 'This page failed' }]} isPlace={false} />
      <main id="page">
        <Failure what="this page" error={error} onRetry={retry} />
      </main>
    </>
  );
}
