'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback } from 'react';

type Changes = Record<string, string | null>;

/** What the address says, and a way to say something else: a new entry of the browser's history, without asking the server. */
export function useUrlState(): {
  params: URLSearchParams;
  go: (changes: Changes) => void;
  hrefOf: (changes: Changes) => string;
} {
  const pathname = usePathname();
  const shown = useSearchParams();
  const params = new URLSearchParams(shown);
  const search = params.toString();
  const hrefOf = useCallback(
    (changes: Changes) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === null || value === '') next.delete(name);
        else next.set(name, value);
      }
      return next.size > 0 ? `${pathname}?${next}` : pathname;
    },
    [pathname, search],
  );
  const go = useCallback((changes: Changes) => window.history.pushState(null, '', hrefOf(changes)), [hrefOf]);
  return { params, go, hrefOf };
}
