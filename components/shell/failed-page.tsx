'use client';

import { Failure } from './failure';
import { PageHeader } from './page-header';

export type FailedPageProps = {
  title: string;
  /** False where the page is none that somebody wants to go back to. */
  isPlace?: boolean;
  /** What was to be shown, as in "this memory". */
  what: string;
  error: Error;
  onRetry: () => void;
};

/** Stands in the place of a page that failed. */
export function FailedPage({ title, isPlace = true, what, error, onRetry }: FailedPageProps) {
  return (
    <>
      <PageHeader crumbs={[{ name: title }]} isPlace={isPlace} />
      <main id="page">
        <Failure what={what} error={error} onRetry={onRetry} />
      </main>
    </>
  );
}
