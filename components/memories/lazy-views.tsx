'use client';

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

export const VersionDiff = diff.Component;
export const Blame = blame.Component;
export const RawText = raw.Component;

function preloadDiffView(): void {
  diff.preload();
  import('@/components/diff/preload-diff').then(
    ({ preloadDiff }) => preloadDiff(),
    () => undefined,
  );
}

const preloads: Partial<Record<View, () => void>> = {
  diff: preloadDiffView,
  blame: blame.preload,
  raw: raw.preload,
};

/** Fetches what shows a view, for somebody who is about to press its tab. */
export function preloadView(view: View): void {
  preloads[view]?.();
}
