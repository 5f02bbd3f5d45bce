'use client';

import { useSyncExternalStore } from 'react';

import { onThemeChange, readShownTheme } from './theme';
import type { Theme } from './theme';

/** The chosen theme, whichever control it was chosen with. */
export function useTheme(initial: Theme): Theme {
  return useSyncExternalStore(onThemeChange, readShownTheme, () => initial);
}
