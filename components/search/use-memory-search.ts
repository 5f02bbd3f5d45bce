'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { useSettled } from '@/components/stores/use-typed-text';
import { memorySearchQuery } from '@/lib/search/queries';

import { toSearch } from './search-address';
import type { SearchAddress } from './search-address';
import { minTextCharacters } from './use-found';

/** Each of these leaves an entry in the trail, so none is made but by a person's will. */
const onlyWhenAsked = {
  staleTime: Number.POSITIVE_INFINITY,
  retry: false,
  refetchOnReconnect: false,
} as const;

/** Searches as somebody types; old versions only when they say so. */
export function useMemorySearch(address: SearchAddress) {
  const workspaceId = useWorkspaceId();
  const text = useSettled(address.text.trim());
  const under = useSettled(address.under);
  const isHistory = address.searched === 'history';
  const [asked, setAsked] = useState<string | null>(null);
  const search = toSearch({ ...address, text, under });
  const isLongEnough = [...text].length >= minTextCharacters;
  const isAsked = !isHistory || asked === JSON.stringify(search);
  const isOn = isLongEnough && isAsked;
  const query = useInfiniteQuery({
    ...memorySearchQuery(workspaceId, search),
    placeholderData: (before, last) => (last?.queryKey[3].in === search.in ? before : undefined),
    enabled: isOn,
    ...(isHistory && onlyWhenAsked),
  });
  return {
    query,
    isHistory,
    text,
    isOn,
    isLongEnough,
    ask: () => setAsked(JSON.stringify(toSearch(address))),
  };
}
