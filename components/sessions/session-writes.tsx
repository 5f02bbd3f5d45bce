'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { PenLine } from 'lucide-react';
import { useMemo, useRef } from 'react';

import { useHitKeys } from '@/components/search/use-hit-keys';
import { useStoreNames } from '@/components/search/use-store-names';
import { Failure } from '@/components/shell/failure';
import { useMay } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { SkeletonRows } from '@/components/ui/skeleton';
import { sessionWritesQuery } from '@/lib/sessions/queries';
import type { SessionResource } from '@/lib/sessions/schema';

import { describeImported } from './session-words';
import { WriteCard } from './write-card';

const skeletonRows = 8;

type SessionWritesProps = { workspaceId: string; session: SessionResource };

/** Everything that a session wrote, as differences in order, each with what became of it. */
export function SessionWrites({ workspaceId, session }: SessionWritesProps) {
  const query = useInfiniteQuery(sessionWritesQuery(workspaceId, session.id));
  const writes = useMemo(() => query.data?.pages.flatMap((page) => page.data) ?? [], [query.data]);
  const names = useStoreNames(writes.map((write) => write.memory_version.memory_store_id));
  const mayRead = useMay('history:read');
  const list = useRef<HTMLOListElement>(null);
  useHitKeys(list);
  const imported = session.governance && describeImported(session.governance.writes);
  return (
    <section aria-labelledby="wrote" className="grid min-w-0 gap-3">
      <h2 id="wrote" className="flex min-h-8 items-center border-b border-line-strong font-semibold">
        Wrote
      </h2>
      {imported && <p className="rounded-control bg-withheld-soft px-3 py-2 text-withheld">{imported}</p>}
      {!mayRead && writes.length > 0 && (
        <p className="text-soft">Your role sees that it wrote, and neither where nor what.</p>
      )}
      {query.isError && (
        <Failure what="what it wrote" error={query.error} onRetry={() => void query.refetch()} />
      )}
      {query.isPending && <SkeletonRows count={skeletonRows} label="Loading what it wrote" />}
      {query.isSuccess && writes.length === 0 && (
        <Notice icon={PenLine} title="It wrote nothing">
          Or the stores into which it wrote were deleted since.
        </Notice>
      )}
      <ol ref={list} className="grid gap-4">
        {writes.map((write, index) => (
          <li key={write.memory_version.id} className="min-w-0">
            <WriteCard
              write={write}
              number={index + 1}
              storeName={names.get(write.memory_version.memory_store_id) ?? ''}
              sessionId={session.id}
              root={`/w/${workspaceId}`}
            />
          </li>
        ))}
      </ol>
      {query.hasNextPage && (
        <Button
          isBusy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="justify-self-start"
        >
          Show more of what it wrote
        </Button>
      )}
    </section>
  );
}
