'use client';

import dynamic from 'next/dynamic';

const importSelection = () => import('./selection').then((module) => module.Selection);

/** Loaded when something is selected: most people only read. */
export const LazySelection = dynamic(importSelection, { ssr: false });

/** For somebody who is about to select. */
export function preloadSelection(): void {
  // Selecting tries again, and says so where it cannot.
  importSelection().catch(() => undefined);
}
