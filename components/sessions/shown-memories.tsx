'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';

import { Section } from '@/components/store-overview/section';
import { VisibleText } from '@/components/text/visible-text';
import { Button } from '@/components/ui/button';
import { formatCount } from '@/components/ui/bytes';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import type { ReadKind, SessionMemoryRead } from '@/lib/reads/schema';
import { sessionReadsQuery } from '@/lib/sessions/queries';

const skeletonRows = 4;

const words: Record<ReadKind, { title: string; what: string; empty: string }> = {
  read: { title: 'Read', what: 'what it read', empty: 'It asked for the text of no memory.' },
  delivered: {
    title: 'Delivered',
    what: 'what was delivered to it',
    empty: 'No list brought it the text of a memory.',
  },
};

type ShownMemoriesProps = { workspaceId: string; sessionId: string; kind: ReadKind };

/** What a session asked to read, or what lists handed to it: which version, how often, in the order in which it first saw it. */
export function ShownMemories({ workspaceId, sessionId, kind }: ShownMemoriesProps) {
  const query = useInfiniteQuery(sessionReadsQuery(workspaceId, sessionId, kind));
  const reads = query.data?.pages.flatMap((page) => page.data) ?? [];
  const { title, what, empty } = words[kind];
  return (
    <div>
      <Section
        id={kind}
        title={title}
        what={what}
        query={query}
        rowCount={skeletonRows}
        empty={reads.length === 0 ? empty : null}
        more={
          reads.length > 0 && (
            <span className="text-small text-soft">
              {formatCount(reads.length)}
              {query.hasNextPage ? ' or more' : ''} in the order of first sight
            </span>
          )
        }
      >
        {reads.map((read) => (
          <Shown
            key={`${read.memory_version_id} ${read.kind}`}
            read={read}
            root={`/w/${workspaceId}/stores`}
          />
        ))}
      </Section>
      {query.hasNextPage && (
        <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} className="mt-3">
          Show more
        </Button>
      )}
    </div>
  );
}

function Shown({ read, root }: { read: SessionMemoryRead; root: string }) {
  const isHead = read.head_version_id === read.memory_version_id;
  return (
    <li className="flex min-h-8 items-center gap-x-3 border-b border-line py-1">
      <span className="min-w-0 grow truncate" title={read.memory_path ?? undefined}>
        <Where read={read} root={root} />
      </span>
      <span className="shrink-0 text-small text-soft">
        {read.head_version_id !== null && !isHead && 'changed since, '}
        {formatCount(read.count)}×
      </span>
      <Time value={read.first_at} className="w-16 shrink-0 text-right text-small text-soft" />
    </li>
  );
}

function Where({ read, root }: { read: SessionMemoryRead; root: string }) {
  const { memory_store_id: storeId, memory_path: path } = read;
  if (storeId === null) {
    return (
      <span className="text-soft">
        a memory that is gone <CopyId id={read.memory_id} />
      </span>
    );
  }
  return (
    <Link
      href={`${root}/${storeId}/memories/${read.memory_id}?version=${read.memory_version_id}`}
      prefetch={false}
      className="text-ink no-underline hover:underline"
    >
      {path === null ? `memory …${read.memory_id.slice(-4)}` : <VisibleText text={path} />}
    </Link>
  );
}
