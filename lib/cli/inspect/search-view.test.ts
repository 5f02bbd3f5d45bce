import { expect, test } from 'vitest';

import type { SearchHit } from '@/lib/search/schema';

import { renderHits } from './search-view';
import { paintColour, paintPlain } from './style';

const hit = {
  type: 'memory_search_hit',
  score: 1,
  memory: { memory_store_id: 'memstore_01', path: '/a.md' },
  memory_version: null,
  snippets: [
    { field: 'path', text: '/a.md', marks: [] },
    { field: 'content', text: 'one \u001Btwo\n\nthree', marks: [{ start: 5, end: 8 }] },
  ],
} as unknown as SearchHit;
const index = { is_current: true, lagging: 0, is_exhaustive: true };
const storeNames = new Map([['memstore_01', 'Notes']]);

test('a hit shows where it is and what was found, without letting an escape through', () => {
  const result = { data: [hit], next_page: null, index };
  expect(renderHits(result, { storeNames, paint: paintPlain })).toBe('Notes:/a.md\n  one ␛two three\n');
  expect(renderHits(result, { storeNames, paint: paintColour })).toContain(
    'one ␛\u001B[33mtwo\u001B[0m three',
  );
});

test('what the search could not do is said', () => {
  const result = {
    data: [],
    next_page: null,
    index: { is_current: false, lagging: 3, is_exhaustive: false },
  };
  const shown = renderHits(result, { storeNames, paint: paintPlain });
  expect(shown).toContain('Nothing was found.');
  expect(shown).toContain('3 memories');
  expect(shown).toContain('only the newest');
});
