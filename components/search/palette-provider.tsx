'use client';

import dynamic from 'next/dynamic';
import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';

import { useShortcut } from '@/components/ui/shortcuts';

const loadPalette = () => import('./palette').then((module) => module.Palette);
const Palette = dynamic(loadPalette, { ssr: false });
const CreateStoreDialog = dynamic(
  () => import('@/components/stores/create-store-dialog').then((module) => module.CreateStoreDialog),
  { ssr: false },
);

type PaletteHandle = { open: () => void; preload: () => void };

const PaletteContext = createContext<PaletteHandle>({ open: () => undefined, preload: () => undefined });

export function usePalette(): PaletteHandle {
  return useContext(PaletteContext);
}

/** Search everywhere, on Command or Control and K. It is sent to the browser when it is first wanted. */
export function PaletteProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<'palette' | 'create-store' | null>(null);
  const open = useCallback(() => setShown('palette'), []);
  const close = useCallback(() => setShown(null), []);
  useShortcut('mod+k', 'Search everywhere', open);
  const handle = useMemo(() => ({ open, preload: () => void loadPalette() }), [open]);
  return (
    <PaletteContext value={handle}>
      {children}
      {shown === 'palette' && <Palette onClose={close} onCreateStore={() => setShown('create-store')} />}
      {shown === 'create-store' && <CreateStoreDialog onClose={close} />}
    </PaletteContext>
  );
}
