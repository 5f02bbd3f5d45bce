'use client';

import { useSyncExternalStore } from 'react';

const narrow = '(max-width: 899px)';

function subscribe(onChange: () => void): () => void {
  const query = matchMedia(narrow);
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Whether panes are pages of their own. The styles decide what is seen; this tells assistive technology. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(narrow).matches,
    () => false,
  );
}
