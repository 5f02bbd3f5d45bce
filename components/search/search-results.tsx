'use client';

import { ScrollText, Search, SearchX } from 'lucide-react';
import { Failure } from '@/components/shell/failure';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';

import { HitSkeletons } from './hit-skeletons';
import { IndexWords } from './index-words';
import { SearchHits } from './search-hits';
import type { useMemorySearch } from './use-memory-search';

type SearchResultsProps = { found: ReturnType<typeof useMemorySearch>; onWiden: () => void };

/** What was found, or why there is nothing to see. */
export function SearchResults({ found, onWiden }: SearchResultsProps) {
  const { query, text, isOn, isHistory, isLongEnough, ask } = found;
  if (text === '') return <NothingTyped isHistory={isHistory} />;
  if (!isLongEnough) {
    return (
      <Notice icon={Search} title="Three characters are the least">
        Shorter texts are in almost every memory. Any part of a word will do.
      </Notice>
    );
  }
  if (!isOn) return <AskFirst onAsk={ask} />;
  if (query.isError && !query.data) {
    return <Failure what="what was found" error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (!query.data) return <HitSkeletons />;
  const hits = query.data.pages.flatMap((page) => page.data);
  const index = query.data.pages[0]?.index;
  return (
    <div aria-busy={query.isPlaceholderData}>
      {index && (
        <IndexWords index={index} count={hits.length} hasMore={query.hasNextPage} isHistory={isHistory} />
      )}
      {hits.length === 0 ? <NothingFound onWiden={onWiden} /> : <SearchHits hits={hits} />}
      {query.isFetchNextPageError && (
        <Failure what="the next results" error={query.error} onRetry={() => void query.fetchNextPage()} />
      )}
      {query.hasNextPage && !query.isFetchNextPageError && (
        <div className="p-4">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {query.isFetchingNextPage ? 'Loading more…' : 'Show more'}
          </Button>
        </div>
      )}
    </div>
  );
}

function NothingTyped({ isHistory }: { isHistory: boolean }) {
  return (
    <Notice icon={Search} title="What are you looking for?">
      {isHistory
        ? 'Every text that a memory ever had is searched, those of deleted memories too.'
        : 'The present texts and paths of all memories are searched, in any script. Every word must stand somewhere in them.'}
    </Notice>
  );
}

function AskFirst({ onAsk }: { onAsk: () => void }) {
  return (
    <Notice
      icon={ScrollText}
      title="Searching old versions is recorded"
      action={
        <Button look="primary" onClick={onAsk}>
          Search old versions
        </Button>
      }
    >
      Old versions hold what somebody meant to be gone. The audit trail will say that you searched them and
      how much was found, never for what.
    </Notice>
  );
}

function NothingFound({ onWiden }: { onWiden: () => void }) {
  return (
    <Notice
      icon={SearchX}
      title="No memory holds these words"
      action={<Button onClick={onWiden}>Clear filters</Button>}
    >
      Fewer words, or a part of one, find more.
    </Notice>
  );
}
