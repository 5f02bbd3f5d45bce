'use client';

import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';

import type { FailedPageProps } from './failed-page';

/** Where not even the words for a failure can be loaded. */
function PlainFailure({ what, onRetry }: FailedPageProps) {
  return (
    <main id="page" className="grid justify-items-start gap-3 p-4">
      <p role="alert">Could not load {what}. The server could not be reached. Nothing was changed.</p>
      <Button onClick={onRetry}>Try again</Button>
    </main>
  );
}

/** Loaded when a page fails: the boundaries for that come with every page. */
export const { Component: LazyFailedPage } = makeLate(
  () => import('./failed-page').then((module) => module.FailedPage),
  { StandIn: PlainFailure },
);
