'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import type { StoreRef } from '@/lib/memories/queries';
import { pathSearchQuery } from '@/lib/search/queries';

import { MemoryLine } from './memory-line';
import { Section } from './section';

const rowCount = 8;
/** Every path holds one. */
const anyPath = '/';

/** What agents are not shown of a store. */
export function Withheld({ store, root }: { store: StoreRef; root: string }) {
  const query = useInfiniteQuery(
    pathSearchQuery({ ...store, query: anyPath, state: 'withheld', limit: rowCount }),
  );
  const memories = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Section
      id="withheld"
      title="Withheld from agents"
      what="what is withheld"
      query={query}
      rowCount={3}
      empty={memories.length === 0 ? 'Agents are served everything in this store.' : null}
    >
      {memories.map((memory) => (
        <MemoryLine key={memory.id} memory={memory} root={root} />
      ))}
      {query.hasNextPage && (
        <li className="flex min-h-8 items-center">
          <button
            type="button"
            className="text-accent underline underline-offset-3"
            onClick={() => void query.fetchNextPage()}
          >
            Show more
          </button>
        </li>
      )}
    </Section>
  );
}
