'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';

import { useViewer } from '@/components/shell/workspace';
import { addNews, isOwn } from '@/lib/live/news';
import type { News } from '@/lib/live/news';
import { keysTouchedBy } from '@/lib/live/queries';
import type { ChangeResource } from '@/lib/live/schema';
import { memoryItselfKey } from '@/lib/memories/keys';
import type { MemoryResource } from '@/lib/memories/schema';

import { followLive } from './follow-live';
import type { ToPage } from './live-messages';
import { setLiveState } from './live-state';

export type Place = { storeId: string; memoryId: string };

/** What is not on the screen is fetched anew when it comes there. Returns the changes of what is on it. */
function takeIn(
  client: QueryClient,
  workspaceId: string,
  changes: readonly ChangeResource[],
): ChangeResource[] {
  const isOnScreen = new Map<string, boolean>();
  const isShown = (change: ChangeResource) =>
    keysTouchedBy(workspaceId, change)
      .map((queryKey) => {
        const name = JSON.stringify(queryKey);
        if (!isOnScreen.has(name)) {
          void client.invalidateQueries({ queryKey, type: 'inactive', refetchType: 'none' });
          isOnScreen.set(name, client.getQueryCache().findAll({ queryKey, type: 'active' }).length > 0);
        }
        return isOnScreen.get(name);
      })
      .includes(true);
  return changes.filter(isShown);
}

const rememberAtMost = 10_000;

/** What a page is told for itself when it joins, it may be told with all others too. */
function takeUnseen(seen: Set<string>, changes: readonly ChangeResource[]): ChangeResource[] {
  const unseen = changes.filter(({ id }) => !seen.has(id));
  for (const { id } of unseen) seen.add(id);
  for (const id of seen) {
    if (seen.size <= rememberAtMost) break;
    seen.delete(id);
  }
  return unseen;
}

type Held = { pathname: string; headId: string | null; news: News | null; hadGap: boolean };

/** The head as it is on the screen; whoever shows the memory fetches it. */
function useShownHead(client: QueryClient, place: Place | null): string | null {
  const { workspace } = useViewer();
  const read = () => {
    const queryKey = place && memoryItselfKey({ workspaceId: workspace.id, ...place });
    return (queryKey && client.getQueryData<MemoryResource>(queryKey)?.memory_version_id) ?? null;
  };
  const subscribe = useCallback((listen: () => void) => client.getQueryCache().subscribe(listen), [client]);
  return useSyncExternalStore(subscribe, read, read);
}

/** What has changed of what is on the screen since that was read. */
export function useNews(from: string, place: Place | null) {
  const { workspace, person } = useViewer();
  const workspaceId = workspace.id;
  const personId = person.id;
  const client = useQueryClient();
  const pathname = usePathname();
  const headId = useShownHead(client, place);
  const nothing: Held = { pathname, headId, news: null, hadGap: false };
  const [held, setHeld] = useState(nothing);
  const seen = useRef(new Set<string>());
  // Another page, or a head that was fetched for another reason, was read after what is held.
  const current = (each: Held) => (each.pathname === pathname && each.headId === headId ? each : nothing);

  const hear = useRef<(message: ToPage) => void>(() => undefined);
  useEffect(function keepNewest() {
    hear.current = (message) => {
      if (message.type === 'state') return setLiveState(message.state);
      if (message.type === 'gap') return setHeld((before) => ({ ...current(before), hadGap: true }));
      const others = takeIn(client, workspaceId, takeUnseen(seen.current, message.changes)).filter(
        (change) => !isOwn(change, personId) && (headId === null || change.memory_version_id !== headId),
      );
      if (others.length === 0) return undefined;
      return setHeld((before) => {
        const { news, ...rest } = current(before);
        return { ...rest, news: addNews(news, others, place?.memoryId ?? null) };
      });
    };
  });
  useEffect(
    function follow() {
      return followLive({ workspaceId, personId, from, onMessage: (message) => hear.current(message) });
    },
    // A page goes on from its own cursor, whatever the server renders anew.
    // oxlint-disable-next-line react/exhaustive-deps
    [workspaceId, personId],
  );

  const { news, hadGap } = current(held);
  return {
    news,
    hadGap,
    shownVersionId: headId,
    /** Fetches what is on the screen, and leaves the reader's place as it is. */
    refresh: async () => {
      await client.invalidateQueries({ queryKey: [workspaceId] });
      setHeld(nothing);
    },
    putAway: () => setHeld(nothing),
  };
}
