import type { SearchResult } from '@/lib/search/schema';

type IndexWordsProps = { index: SearchResult['index']; count: number; hasMore: boolean; isHistory: boolean };

const number = (value: number) => value.toLocaleString('en');

function describeLag(lagging: number): string {
  if (lagging === 0) return 'What was just written may not be found yet.';
  const things = lagging === 1 ? 'One memory that was' : `${number(lagging)} memories that were`;
  return `${things} just written ${lagging === 1 ? 'is' : 'are'} not found yet.`;
}

/** How much was found, and what the search could not take into account. */
export function IndexWords({ index, count, hasMore, isHistory }: IndexWordsProps) {
  return (
    <output className="flex min-h-8 flex-wrap items-center gap-x-4 border-b border-line px-4 py-1 text-small text-soft">
      <span>
        {number(count)}
        {hasMore && ' or more'} found
      </span>
      {isHistory && <span>The audit trail says that you searched, and not for what.</span>}
      {!index.is_current && <span>{describeLag(index.lagging)}</span>}
      {!index.is_exhaustive && (
        <span>
          Very many hold these words: only some thousand of the latest are ranked. Filters narrow them down.
        </span>
      )}
    </output>
  );
}
