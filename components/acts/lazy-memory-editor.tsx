'use client';

import { TextSkeleton } from '@/components/memories/text-skeleton';
import { makeLate } from '@/components/ui/late';

/** Loaded when somebody edits: most pages are read. */
export const { Component: LazyMemoryEditor } = makeLate(
  () => import('./memory-editor').then((file) => file.MemoryEditor),
  { Loading: TextSkeleton },
);
