'use client';

import type { ExpectedTexts } from '@/components/diff/preload-diff';
import { PlainText } from '@/components/text/plain-text';
import { makeLate } from '@/components/ui/late';

import type { View } from './memory-address';
import { TextSkeleton } from './text-skeleton';

const diff = makeLate(() => import('@/components/diff/version-diff').then((module) => module.VersionDiff), {
  Loading: TextSkeleton,
});
const blame = makeLate(() => import('@/components/diff/blame').then((module) => module.Blame), {
  Loading: TextSkeleton,
});
const raw = makeLate(
  () => import('@/components/text/raw-text').then((module) => module.RawText),
  // The text itself is there, connection or not.
  { Loading: TextSkeleton, StandIn: PlainText },
);
/** Most versions have a text. */
const noText = makeLate(() => import('./no-text').then((module) => module.NoText), { Loading: TextSkeleton });

export const NoText = noText.Component;
export const VersionDiff = diff.Component;
export const Blame = blame.Component;
export const RawText = raw.Component;

function preloadDiffView(texts: ExpectedTexts | null): void {
  diff.preload();
  import('@/components/diff/preload-diff').then(
    ({ preloadDiff }) => preloadDiff(texts),
    () => undefined,
  );
}

/** Fetches what shows a view, for somebody who is about to press its tab; the texts are those that its difference would be of. */
export function preloadView(view: View, texts: ExpectedTexts | null): void {
  if (view === 'diff') preloadDiffView(texts);
  if (view === 'blame') blame.preload();
  if (view === 'raw') raw.preload();
}
