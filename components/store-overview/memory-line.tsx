import Link from 'next/link';
import type { ReactNode } from 'react';

import { StateGlyphs } from '@/components/tree/state-glyphs';
import type { MemoryResource } from '@/lib/memories/schema';

type MemoryLineProps = { memory: MemoryResource; root: string; children?: ReactNode };

/** A memory in a list of the overview: its path, its state, and what the list is about. */
export function MemoryLine({ memory, root, children }: MemoryLineProps) {
  return (
    <li className="flex min-h-8 items-center gap-3 border-b border-line">
      <Link
        href={`${root}/memories/${memory.id}`}
        prefetch={false}
        title={memory.path}
        className="min-w-0 grow truncate text-ink no-underline hover:underline"
      >
        {memory.path}
      </Link>
      <StateGlyphs memory={memory} />
      {children}
    </li>
  );
}
