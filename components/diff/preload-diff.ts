'use client';

import { warmDiffWorker } from './use-text-diff';

/** Fetches what a difference needs, for when a page expects to be asked for one: call it when the page has come to rest. */
export function preloadDiff(): void {
  warmDiffWorker();
  void import('./diff-lines');
}
