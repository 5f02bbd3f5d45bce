'use client';

import { useEffect, useRef } from 'react';

/** Once something that held the focus is gone, and with it what it was opened from, the focus goes where it is of use. */
export function useFocusAfter(isOpen: boolean, focus: () => void): void {
  const wasOpen = useRef(false);
  useEffect(
    function takeTheFocusBack() {
      if (wasOpen.current && !isOpen) focus();
      wasOpen.current = isOpen;
    },
    [isOpen, focus],
  );
}
