'use client';

import { useRef } from 'react';

import type { SearchHit } from '@/lib/search/schema';

import { HitRow } from './hit-row';
import { useHitKeys } from './use-hit-keys';
import { useStoreNames } from './use-store-names';

function storeOf({ memory, memory_version: version }: SearchHit): string {
  return memory?.memory_store_id ?? version?.memory_store_id ?? '';
}

/** What was found, to walk through with the keyboard. */
export function SearchHits({ hits }: { hits: readonly SearchHit[] }) {
  const list = useRef<HTMLOListElement>(null);
  const names = useStoreNames(hits.map(storeOf));
  useHitKeys(list);
  return (
    <ol ref={list} aria-label="Results">
      {hits.map((hit) => (
        <HitRow
          key={hit.memory?.id ?? hit.memory_version?.id}
          hit={hit}
          storeName={names.get(storeOf(hit)) ?? ''}
        />
      ))}
    </ol>
  );
}
