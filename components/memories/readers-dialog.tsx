'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Bot } from 'lucide-react';

import { ActorLabel } from '@/components/actors/actor-label';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/components/ui/bytes';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { readersQuery } from '@/lib/history/queries';
import type { SessionReadResource } from '@/lib/history/timeline';
import type { MemoryResource } from '@/lib/memories/schema';

function Reader({ read, isHead }: { read: SessionReadResource; isHead: boolean }) {
  return (
    <li className="flex min-h-8 flex-wrap items-center gap-x-3 border-b border-line py-1">
      <ActorLabel actor={{ type: 'session_actor', session_id: read.session_id }} />
      <span className="text-soft">
        {read.kind === 'read' ? 'read' : 'was handed'} {isHead ? 'the newest version' : 'an earlier version'}{' '}
        {formatCount(read.count)}×
      </span>
      <Time value={read.last_at} className="ml-auto text-soft" />
    </li>
  );
}

/** Which sessions were shown the memory, last shown first. */
export function ReadersDialog({ memory, onClose }: { memory: MemoryResource; onClose: () => void }) {
  const place = { storeId: memory.memory_store_id, memoryId: memory.id };
  const query = useInfiniteQuery(readersQuery({ workspaceId: useWorkspaceId(), ...place }));
  const reads = query.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Dialog title="Sessions that read this memory" onClose={onClose}>
      {query.isPending && <SkeletonRows count={4} label="Loading the sessions" />}
      {query.isError && (
        <Failure what="the sessions" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isSuccess && reads.length === 0 && (
        <Notice icon={Bot} title="No session has read it">
          Reads by API keys are counted, and belong to no session.
        </Notice>
      )}
      <ul>
        {reads.map((read) => (
          <Reader
            key={`${read.session_id} ${read.memory_version_id} ${read.kind}`}
            read={read}
            isHead={read.memory_version_id === memory.memory_version_id}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="mt-3">
          Show more
        </Button>
      )}
    </Dialog>
  );
}
