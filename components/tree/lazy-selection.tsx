'use client';

import { makeLate } from '@/components/ui/late';

/** Loaded when something is selected: most people only read. */
export const { Component: LazySelection, preload: preloadSelection } = makeLate(() =>
  import('./selection').then((module) => module.Selection),
);
