'use client';

import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

const aheadPx = 600;

/** Whether an element is, or once was, in sight or close to it: what costs much is fetched and drawn from then on. */
export function useNear(element: RefObject<HTMLElement | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(
    function watchUntilNear() {
      if (isNear || !element.current) return undefined;
      const observer = new IntersectionObserver(
        (entries) => {
          if (entries.some((entry) => entry.isIntersecting)) setIsNear(true);
        },
        { rootMargin: `${aheadPx}px 0px` },
      );
      observer.observe(element.current);
      return () => observer.disconnect();
    },
    [element, isNear],
  );
  return isNear;
}
