'use client';

import { useEffect } from 'react';

import { warmDiffWorker } from './use-text-diff';

/** The code that draws the lines is heavy, and most pages are read without it. */
export function importDiffLines() {
  return import('./diff-lines');
}

/** Fetches what a difference needs, for when a page expects to be asked for one: call it when the page has come to rest. */
export function preloadDiff(): void {
  warmDiffWorker();
  void importDiffLines();
}

/** The same, as soon as the component is shown: while the texts are still on their way. */
export function usePreloadedDiff(): void {
  useEffect(function fetchWhatDrawsIt() {
    preloadDiff();
  }, []);
}
