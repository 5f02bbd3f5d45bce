'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Eye } from 'lucide-react';
import Link from 'next/link';

import { useUrlState } from '@/components/history/url-state';
import { useStoreNames } from '@/components/search/use-store-names';
import { useWorkspaceId } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import { StateGlyphs } from '@/components/tree/state-glyphs';
import { Bytes } from '@/components/ui/bytes';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { MemoryResource } from '@/lib/memories/schema';
import { stateQuery } from '@/lib/search/queries';

import { ChoiceField } from './choice-field';
import { PagedList } from './paged-list';

const states = {
  '': 'withheld, for any reason',
  archived: 'archived',
  quarantined: 'quarantined',
  restricted: 'withheld by a person',
};
type Listed = Exclude<keyof typeof states, ''>;

const heights = { wide: 36, narrow: 56 };

function isListed(value: string | null): value is Listed {
  return value !== null && value !== '' && Object.hasOwn(states, value);
}

/** What agents are not served, store by store. */
export function WithheldList() {
  const workspaceId = useWorkspaceId();
  const { params } = useUrlState();
  const asked = params.get('state');
  const query = useInfiniteQuery(stateQuery(workspaceId, isListed(asked) ? asked : 'withheld'));
  const memories = query.data?.pages.flatMap((page) => page.data) ?? [];
  const names = useStoreNames(memories.map((memory) => memory.memory_store_id));
  return (
    <>
      <form aria-label="Filters" onSubmit={(event) => event.preventDefault()} className="p-4">
        <ChoiceField label="State" name="state" choices={states} />
      </form>
      <PagedList
        what="the withheld memories"
        label="Memories that agents are not served"
        query={query}
        heights={heights}
        keyOf={(memory) => memory.id}
        row={(memory) => (
          <MemoryRow
            memory={memory}
            root={`/w/${workspaceId}`}
            storeName={names.get(memory.memory_store_id) ?? ''}
          />
        )}
        empty={
          <Notice icon={Eye} title="Nothing of this kind">
            What is archived, quarantined or withheld by a person stands here. Agents are told that it does
            not exist.
          </Notice>
        }
      />
    </>
  );
}

type MemoryRowProps = { memory: MemoryResource; root: string; storeName: string };

function MemoryRow({ memory, root, storeName }: MemoryRowProps) {
  return (
    <Link
      href={`${root}/stores/${memory.memory_store_id}/memories/${memory.id}`}
      prefetch={false}
      className="flex h-full flex-wrap content-center items-center justify-between gap-x-4 border-b border-line px-4 text-ink no-underline hover:bg-sunken focus-visible:-outline-offset-2"
    >
      <span className="flex min-w-0 max-w-full items-baseline gap-2">
        <span className="shrink-0 text-soft max-[899px]:max-w-[40%] max-[899px]:truncate">
          <VisibleText text={storeName} />
        </span>
        <span className="truncate" title={memory.path}>
          <VisibleText text={memory.path} />
        </span>
      </span>
      <span className="flex items-center gap-3 text-small text-soft">
        <StateGlyphs memory={memory} />
        <Bytes value={memory.content_size_bytes} />
        <Time value={memory.updated_at} isInSentence />
      </span>
    </Link>
  );
}
