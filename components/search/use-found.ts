'use client';

import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';

import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { memorySearchQuery, workspacePathsQuery, workspaceStoresQuery } from '@/lib/search/queries';
import { sessionSearchQuery } from '@/lib/sessions/queries';

const shown = 5;
/** The text of memories is found from three characters on. */
export const minTextCharacters = 3;

/** What the workspace has for a text, as much of it as the person may see. What was found before stays until the new is there. */
export function useFound(query: string) {
  const workspaceId = useWorkspaceId();
  const mayRead = useMay('memories:read');
  const kept = { placeholderData: keepPreviousData };
  const isAsked = query !== '';
  const isLong = [...query].length >= minTextCharacters;
  const stores = useQuery({
    ...workspaceStoresQuery(workspaceId, query, shown),
    ...kept,
    enabled: isAsked,
  });
  const paths = useQuery({
    ...workspacePathsQuery(workspaceId, query, shown),
    ...kept,
    enabled: isAsked && mayRead,
  });
  const texts = useInfiniteQuery({
    ...memorySearchQuery(workspaceId, { query, limit: shown }),
    ...kept,
    enabled: isLong && mayRead,
  });
  const sessions = useQuery({
    ...sessionSearchQuery(workspaceId, { query, limit: shown }),
    ...kept,
    enabled: isAsked,
  });
  const parts = { stores, paths, texts, sessions };
  const failed = Object.entries(parts).flatMap(([name, part]) => (part.isError ? [name] : []));
  const retry = () => {
    for (const part of Object.values(parts)) if (part.isError) void part.refetch();
  };
  return {
    stores: (isAsked && stores.data?.data) || [],
    paths: (isAsked && paths.data?.data) || [],
    texts: (isLong && texts.data?.pages[0]?.data) || [],
    sessions: (isAsked && sessions.data?.data) || [],
    isLoading: Object.values(parts).some((part) => part.isFetching),
    failed,
    retry,
  };
}

export type Found = ReturnType<typeof useFound>;
