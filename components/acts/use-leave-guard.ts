'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';

function leadsAway(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const isPlain =
    event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.defaultPrevented;
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download') || !isPlain) return null;
  const url = new URL(link.href);
  const isAway = url.origin === window.location.origin && url.pathname !== window.location.pathname;
  return isAway ? url.pathname + url.search + url.hash : null;
}

/** Asks before something unsaved is left: for links of the application with our own question, for all else with the browser's. */
export function useLeaveGuard(isDirty: boolean) {
  const router = useRouter();
  const [target, setTarget] = useState<string | null>(null);
  useEffect(
    function guardLeaving() {
      if (!isDirty) return undefined;
      const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
      const onClick = (event: MouseEvent) => {
        const href = leadsAway(event);
        if (href === null) return;
        event.preventDefault();
        event.stopPropagation();
        setTarget(href);
      };
      window.addEventListener('beforeunload', onUnload);
      document.addEventListener('click', onClick, true);
      return () => {
        window.removeEventListener('beforeunload', onUnload);
        document.removeEventListener('click', onClick, true);
      };
    },
    [isDirty],
  );
  return {
    isAsking: target !== null,
    stay: () => setTarget(null),
    leave: () => {
      setTarget(null);
      if (target !== null) router.push(target);
    },
  };
}
