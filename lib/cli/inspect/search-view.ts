import type { SearchHit, SearchResult } from '@/lib/search/schema';

import { toPrintable } from './printable';
import type { Paint } from './style';
import { shortId } from './words';

type Snippet = SearchHit['snippets'][number];

/** One hit after the other, each with what was found in it; store names are known by their ids. */
export function renderHits(
  { data, next_page: next, index }: SearchResult,
  options: { storeNames: ReadonlyMap<string, string>; paint: Paint },
): string {
  const hits = data.map((hit) => renderHit(hit, options));
  const notices = [
    data.length === 0 && 'Nothing was found.',
    next !== null && 'There is more: raise --limit, or narrow the search with --in.',
    !index.is_current && `${index.lagging} memories that were just written are not searched yet.`,
    !index.is_exhaustive && 'So much was found that only the newest of it is ranked.',
  ].filter((notice) => typeof notice === 'string');
  return `${[...hits, ...notices].join('\n')}\n`;
}

function renderHit(
  hit: SearchHit,
  { storeNames, paint }: { storeNames: ReadonlyMap<string, string>; paint: Paint },
): string {
  const found = hit.memory ?? hit.memory_version;
  const store = storeNames.get(found?.memory_store_id ?? '') ?? found?.memory_store_id ?? '';
  const version = hit.memory_version ? `  version ${shortId(hit.memory_version.id)}` : '';
  const title = paint('bold', toPrintable(`${store}:${found?.path ?? ''}`));
  const lines = hit.snippets
    .filter(({ field }) => field === 'content')
    .map((each) => `  ${emphasise(each, paint)}`);
  return [`${title}${version}`, ...lines].join('\n');
}

function emphasise({ text, marks }: Snippet, paint: Paint): string {
  let [shown, end] = ['', 0];
  for (const mark of marks) {
    shown +=
      toOneLine(text.slice(end, mark.start)) + paint('yellow', toOneLine(text.slice(mark.start, mark.end)));
    end = mark.end;
  }
  return shown + toOneLine(text.slice(end));
}

/** A snippet goes over line breaks; here it stands on one line. */
function toOneLine(text: string): string {
  return toPrintable(text.replaceAll(/[\r\n]+/g, ' '));
}
