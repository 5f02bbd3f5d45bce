'use client';

import { useRef } from 'react';

/** A dialog that a menu opened finds nothing to give the focus back to, since the menu is gone by then: its button takes it. */
export function useReturnFocus() {
  const ref = useRef<HTMLButtonElement>(null);
  const giveBack = () =>
    void setTimeout(() => {
      if (document.activeElement === document.body) ref.current?.focus();
    });
  return { ref, giveBack };
}
