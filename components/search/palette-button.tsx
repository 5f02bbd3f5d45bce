'use client';

import { Search } from 'lucide-react';

import { usePalette } from './palette-provider';

/** The way to search everywhere for those who do not know its key. */
export function PaletteButton() {
  const { open, preload } = usePalette();
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={open}
      onFocus={preload}
      onPointerEnter={preload}
      className="inline-flex h-8 items-center gap-2 rounded-control border border-line px-2 text-soft hover:border-line-strong hover:text-ink"
    >
      <Search aria-hidden size={14} />
      <span className="max-[899px]:sr-only">Search</span>
      <kbd aria-hidden className="text-small pointer-coarse:hidden max-[899px]:hidden">
        ⌘K
      </kbd>
    </button>
  );
}
