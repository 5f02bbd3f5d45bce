'use client';

import { warmDiffWorker } from './use-text-diff';

/** Fetches the code that draws differences. */
export function loadDiffViewer(): void {
  void import('./diff-lines');
}

/** Fetches what a difference needs, for when a page expects to be asked for one: call it when the page has come to rest. */
export function preloadDiff(): void {
  warmDiffWorker();
  loadDiffViewer();
}
