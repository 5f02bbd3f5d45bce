'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import type { MemoryResource } from '@/lib/memories/schema';
import { versionQuery } from '@/lib/versions/queries';
import type { VersionResource } from '@/lib/versions/schema';

import type { Versions } from './use-memory';

export type ShownVersion = {
  id: string | null;
  /** Who wrote it and when; null until it is known. */
  version: VersionResource | null;
  /** Undefined until it is known; null where there is none: redacted, or a deletion. */
  text: string | null | undefined;
  isHead: boolean;
  error: Error | null;
  retry: () => void;
};

type Sources = {
  storeId: string;
  memory: MemoryResource | null;
  versions: Versions;
  /** Which version the URL asks for; the newest when it does not. */
  asked: string | null;
};

/** The version on the screen. The newest one's text came with the memory; any other is fetched, and seldom waited for. */
export function useShownVersion({ storeId, memory, versions, asked }: Sources): ShownVersion {
  const workspaceId = useWorkspaceId();
  const headId = memory?.memory_version_id ?? versions.newestId;
  const id = asked ?? headId;
  const isWithMemory = memory !== null && id === memory.memory_version_id;
  const { data, error, refetch } = useQuery({
    ...versionQuery({ workspaceId, storeId }, id ?? ''),
    enabled: id !== null && !isWithMemory,
  });
  return {
    id,
    version: versions.loaded.find((version) => version.id === id) ?? data ?? null,
    text: isWithMemory ? memory.content : data?.content,
    isHead: id === headId,
    error: isWithMemory ? null : error,
    retry: () => void refetch(),
  };
}

/** The newest version is known in full by the memory and the list of its versions together: nobody fetches it once more. */
export function useKnownHead(
  storeId: string,
  memory: MemoryResource | null,
  loaded: readonly VersionResource[],
): void {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const head = loaded.find((version) => version.id === memory?.memory_version_id);
  const content = memory?.content ?? null;
  useEffect(
    function keepHead() {
      if (!head || content === null) return;
      client.setQueryData(versionQuery({ workspaceId, storeId }, head.id).queryKey, { ...head, content });
    },
    [client, workspaceId, storeId, head, content],
  );
}

/** Fetches the texts on both sides of the shown version, so that quick steps to them wait for nothing. */
export function usePrefetchedNeighbours(
  storeId: string,
  loaded: readonly VersionResource[],
  shownId: string | null,
): void {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const at = loaded.findIndex((version) => version.id === shownId);
  const near = [at + 1, at - 1, at + 2, at - 2].flatMap((index) => loaded[index]?.id ?? []);
  const wanted = at === -1 ? '' : near.join(' ');
  useEffect(
    function prefetchNeighbours() {
      for (const id of wanted.split(' ').filter(Boolean)) {
        void client.prefetchQuery(versionQuery({ workspaceId, storeId }, id));
      }
    },
    [client, workspaceId, storeId, wanted],
  );
}
