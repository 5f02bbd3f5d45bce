'use client';

import { LazyFailedPage } from '@/components/shell/lazy-failed-page';

type ErrorProps = { error: Error; retry: () => void };

export default function WorkspaceError({ error, retry }: ErrorProps) {
  return (
    <LazyFailedPage title="This page failed" isPlace={false} what="this page" error={error} onRetry={retry} />
  );
}
