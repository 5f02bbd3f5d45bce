'use client';

import { useShortcut } from '@/components/ui/shortcuts';
import type { VersionResource } from '@/lib/versions/schema';

import type { Go } from './use-memory-address';

type MemoryKeys = {
  /** Newest first. */
  loaded: readonly VersionResource[];
  shownId: string | null;
  select: (id: string, options?: { isStep?: boolean }) => void;
  go: Go;
};

/** The keys that work wherever the focus is on the page of a memory. */
export function useMemoryKeys({ loaded, shownId, select, go }: MemoryKeys): void {
  const at = loaded.findIndex((version) => version.id === shownId);
  const step = (by: number) => {
    const next = at === -1 ? undefined : loaded[at + by];
    if (next) select(next.id, { isStep: true });
  };
  const show = (view: 'content' | 'diff' | 'blame' | 'raw') => () =>
    go({ view, version: view === 'blame' || at <= 0 ? null : shownId });
  useShortcut('ArrowLeft', 'Show the version before', () => step(1));
  useShortcut('ArrowRight', 'Show the version after', () => step(-1));
  useShortcut('c', 'Show the content', show('content'));
  useShortcut('d', 'Show what a version changed', show('diff'));
  useShortcut('b', 'Show who wrote which line', show('blame'));
  useShortcut('w', 'Show the raw text', show('raw'));
}
