'use client';

import { LazyFailedPage } from '@/components/shell/lazy-failed-page';

type ErrorProps = { error: Error; reset: () => void };

export default function MemoryError({ error, reset }: ErrorProps) {
  return <LazyFailedPage title="Memory" what="this memory" error={error} onRetry={reset} />;
}
