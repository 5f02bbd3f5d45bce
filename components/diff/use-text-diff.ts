'use client';

import { startTransition, useLayoutEffect, useState } from 'react';

import { takeComparison } from './comparison';
import type { ComparedTexts } from './comparison';

type State = { before: string; after: string; found: ComparedTexts | null; hasFailed: boolean };

/** Compares two texts in a worker, which tells the lines first and the words when it has them. */
export function useTextDiff(before: string, after: string): Pick<State, 'found' | 'hasFailed'> {
  const [state, setState] = useState<State>({ before, after, found: null, hasFailed: false });
  // Before the page is painted: the worker begins while that goes on.
  useLayoutEffect(
    function compareInWorker() {
      const comparison = takeComparison(before, after);
      const show = () => {
        const { found, hasFailed } = comparison;
        // Many rows come at once: drawn in slices, they leave room for whoever scrolls or types meanwhile.
        startTransition(() => setState({ before, after, found, hasFailed }));
      };
      comparison.onChange = show;
      if (comparison.found !== null || comparison.hasFailed) show();
      return () => {
        comparison.onChange = null;
        comparison.end();
      };
    },
    [before, after],
  );
  const isPresent = state.before === before && state.after === after;
  return isPresent ? state : { found: null, hasFailed: false };
}
