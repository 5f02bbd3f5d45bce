'use client';

import dynamic from 'next/dynamic';

import { PlainText } from '@/components/text/plain-text';

import type { View } from './memory-address';
import { TextSkeleton } from './text-skeleton';

const importDiff = () => import('@/components/diff/version-diff').then((module) => module.VersionDiff);
const importBlame = () => import('@/components/diff/blame').then((module) => module.Blame);
const importRaw = () =>
  import('@/components/text/raw-text').then(
    (module) => module.RawText,
    // The text itself is there, connection or not.
    () => PlainText,
  );

export const VersionDiff = dynamic(importDiff, { loading: TextSkeleton });
export const Blame = dynamic(importBlame, { loading: TextSkeleton });
export const RawText = dynamic(importRaw, { loading: TextSkeleton });

const imports: Partial<Record<View, () => Promise<unknown>>> = {
  diff: importDiff,
  blame: importBlame,
  raw: importRaw,
};

/** Fetches what shows a view, for somebody who is about to press its tab. */
export function preloadView(view: View): void {
  // Pressing it tries again, and says so where it cannot.
  imports[view]?.().catch(() => undefined);
}
