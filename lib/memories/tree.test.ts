import { expect, test } from 'vitest';

import { countLimit } from './tree';

test('few folders are counted far, many share what a page may cost', () => {
  expect([0, 1, 20, 21, 100].map(countLimit)).toEqual([1000, 1000, 1000, 952, 200]);
});
