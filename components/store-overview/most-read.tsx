'use client';

import { useQuery } from '@tanstack/react-query';

import { formatCount } from '@/components/ui/bytes';
import { mostReadQuery } from '@/lib/memories/queries';
import type { StoreRef } from '@/lib/memories/queries';

import { MemoryLine } from './memory-line';
import { Section } from './section';

const rowCount = 8;

/** What agents rely on: the memories of a store that they read most. */
export function MostRead({ store, root }: { store: StoreRef; root: string }) {
  const query = useQuery(mostReadQuery(store, rowCount));
  const memories = query.data?.data ?? [];
  return (
    <Section
      id="most-read"
      title="Most read by agents, in 7 days"
      what="what is read most"
      query={query}
      rowCount={rowCount}
      empty={memories.length === 0 ? 'Agents read nothing here in the last seven days.' : null}
    >
      {memories.map((memory) => (
        <MemoryLine key={memory.id} memory={memory} root={root}>
          <span className="w-20 shrink-0 text-right text-small text-soft">
            read {formatCount(memory.governance?.reads.read_count_7d ?? 0)}×
          </span>
        </MemoryLine>
      ))}
    </Section>
  );
}
