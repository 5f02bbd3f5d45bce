'use client';

import dynamic from 'next/dynamic';

import { TextSkeleton } from '@/components/memories/text-skeleton';

/** Loaded when somebody edits: most pages are read. */
export const LazyMemoryEditor = dynamic(() => import('./memory-editor').then((file) => file.MemoryEditor), {
  ssr: false,
  loading: TextSkeleton,
});
