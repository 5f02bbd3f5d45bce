'use client';

import { createContext, useCallback, useContext, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';

import { makeLate } from '@/components/ui/late';
import { useShortcut } from '@/components/ui/shortcuts';

import { catchTyping } from './type-ahead';

const { Component: Palette, preload } = makeLate(() => import('./palette').then((module) => module.Palette));
const { Component: CreateStoreDialog } = makeLate(() =>
  import('@/components/stores/create-store-dialog').then((module) => module.CreateStoreDialog),
);

type PaletteHandle = { open: () => void; preload: () => void };

const PaletteContext = createContext<PaletteHandle>({ open: () => undefined, preload: () => undefined });

export function usePalette(): PaletteHandle {
  return useContext(PaletteContext);
}

/** Search everywhere, on Command or Control and K. It is sent to the browser when it is first wanted; what is typed until then waits for it. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'create-store' | null>(null);
  const endCatching = useRef((): string => '');
  const takeTyped = useCallback(() => endCatching.current(), []);
  const close = useCallback(() => {
    endCatching.current();
    setShown(null);
  }, []);
  const open = useCallback(() => {
    endCatching.current();
    endCatching.current = catchTyping(close);
    setShown('palette');
  }, [close]);
  useShortcut('mod+k', 'Search everywhere', open);
  const handle = useMemo(() => ({ open, preload }), [open]);
  return (
    <PaletteContext value={handle}>
      {children}
      {shown === 'palette' && (
        <Palette takeTyped={takeTyped} onClose={close} onCreateStore={() => setShown('create-store')} />
      )}
      {shown === 'create-store' && <CreateStoreDialog onClose={close} />}
    </PaletteContext>
  );
}
