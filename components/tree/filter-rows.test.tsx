import fc from 'fast-check';
import { expect, test } from 'vitest';

import { markParts } from './filter-rows';

test('what was typed is marked wherever it stands, in any case', () => {
  expect(markParts('Deploy-deploy.md', 'DEPLOY')).toEqual([
    { text: 'Deploy', isMatch: true },
    { text: '-', isMatch: false },
    { text: 'deploy', isMatch: true },
    { text: '.md', isMatch: false },
  ]);
  expect(markParts('raft.md', 'x')).toEqual([{ text: 'raft.md', isMatch: false }]);
});

test('a text whose lower case is longer stays unmarked', () => {
  expect(markParts('İstanbul', 'stan')).toEqual([{ text: 'İstanbul', isMatch: false }]);
});

test('the parts are the text, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: 'binary', maxLength: 3 }),
      (text, query) => {
        const joined = markParts(text, query).map((part) => part.text);
        expect(joined.join('')).toBe(text);
      },
    ),
  );
});
