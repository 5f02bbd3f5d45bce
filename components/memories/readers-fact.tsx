'use client';

import { useState } from 'react';

import { formatCount } from '@/components/ui/bytes';
import { makeLate } from '@/components/ui/late';
import type { MemoryResource } from '@/lib/memories/schema';
import type { ReadSummary } from '@/lib/reads/schema';

import { Fact } from './fact';

const { Component: ReadersDialog } = makeLate(() =>
  import('./readers-dialog').then((module) => module.ReadersDialog),
);

/** How often agents read it; leads to which sessions did. */
export function ReadersFact({ memory, reads }: { memory: MemoryResource; reads: ReadSummary }) {
  const [isOpen, setIsOpen] = useState(false);
  const count = formatCount(reads.read_count_7d);
  return (
    <Fact name="Read this week">
      <button
        type="button"
        aria-label={`Read ${count} times this week, show by which sessions`}
        onClick={() => setIsOpen(true)}
        className="text-accent underline decoration-1 underline-offset-3 hover:decoration-2"
      >
        {count}×
      </button>
      {isOpen && <ReadersDialog memory={memory} onClose={() => setIsOpen(false)} />}
    </Fact>
  );
}
