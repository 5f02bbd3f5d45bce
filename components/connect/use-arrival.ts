'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useMay, useWorkspaceId } from '@/components/shell/workspace';
import { newestWriteQuery } from '@/lib/history/queries';
import type { VersionResource } from '@/lib/versions/schema';
import { apiKeysQuery } from '@/lib/workspaces/queries';

export type Arrival =
  | { kind: 'blind' }
  | { kind: 'no_store' }
  | { kind: 'waiting' }
  | { kind: 'called' }
  | { kind: 'written'; version: VersionResource };

const askEveryMs = 2000;

type Watched = { storeId: string | null; keyId: string | null };

/**
 * What has arrived. A write with the key that was just made, or, without one, any write after this page began to look; a call that only
 * read is told from the key's last use, which is kept to the minute. Asks only while the page is in sight.
 */
export function useArrival({ storeId, keyId }: Watched): Arrival {
  const workspaceId = useWorkspaceId();
  const maySee = useMay('history:read');
  const mayManage = useMay('admin');
  const writes = useQuery({
    ...newestWriteQuery({ workspaceId, storeId: storeId ?? '' }, keyId),
    enabled: maySee && storeId !== null,
    refetchInterval: askEveryMs,
    staleTime: 0,
  });
  const watched = `${storeId} ${keyId}`;
  const [before, setBefore] = useState<{ watched: string; versionId: string | null } | null>(null);
  if (writes.data !== undefined && before?.watched !== watched)
    setBefore({ watched, versionId: keyId === null ? (writes.data?.id ?? null) : null });
  const isNew = before?.watched === watched && writes.data && writes.data.id !== before.versionId;
  const keys = useQuery({
    ...apiKeysQuery(workspaceId),
    enabled: mayManage && keyId !== null && !isNew,
    refetchInterval: askEveryMs,
    staleTime: 0,
  });
  const wasUsed = keys.data?.data.some(({ id, last_used_at: usedAt }) => id === keyId && usedAt !== null);

  if (isNew && writes.data) return { kind: 'written', version: writes.data };
  if (wasUsed) return { kind: 'called' };
  if (!maySee) return { kind: 'blind' };
  return { kind: storeId === null ? 'no_store' : 'waiting' };
}
