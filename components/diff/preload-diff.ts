'use client';

import { useEffect } from 'react';

import { makeLate } from '@/components/ui/late';

import { expectComparison, warmDiffWorker } from './comparison';
import { DiffSkeleton } from './diff-skeleton';

/** The code that draws the lines is heavy, and most pages are read without it. */
const { Component, preload } = makeLate(() => import('./diff-lines').then((module) => module.DiffLines), {
  Loading: DiffSkeleton,
});
export const LateDiffLines = Component;

/** The texts of a difference that may be asked for next. */
export type ExpectedTexts = { before: string; after: string };

/**
 * Fetches what a difference needs, for when a page expects to be asked for one: call it when the page has come to rest. Where the texts
 * are known, they are compared at once.
 */
export function preloadDiff(texts: ExpectedTexts | null = null): void {
  if (texts === null) warmDiffWorker();
  else expectComparison(texts.before, texts.after);
  preload();
}

/** The same, as soon as the component is shown: while the texts are still on their way. */
export function usePreloadedDiff(): void {
  useEffect(function fetchWhatDrawsIt() {
    preloadDiff();
  }, []);
}
