'use client';

import { useEffect } from 'react';

import { makeLate } from '@/components/ui/late';

import { DiffSkeleton } from './diff-skeleton';
import { warmDiffWorker } from './use-text-diff';

/** The code that draws the lines is heavy, and most pages are read without it. */
const { Component, preload } = makeLate(() => import('./diff-lines').then((module) => module.DiffLines), {
  Loading: DiffSkeleton,
});
export const LateDiffLines = Component;

/** Fetches what a difference needs, for when a page expects to be asked for one: call it when the page has come to rest. */
export function preloadDiff(): void {
  warmDiffWorker();
  preload();
}

/** The same, as soon as the component is shown: while the texts are still on their way. */
export function usePreloadedDiff(): void {
  useEffect(function fetchWhatDrawsIt() {
    preloadDiff();
  }, []);
}
