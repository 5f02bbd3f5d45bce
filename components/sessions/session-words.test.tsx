import { expect, test } from 'vitest';

import { describeImported, describeLoss, describeWrites } from './session-words';

const writes = {
  count: 12,
  memory_count: 3,
  lost_bytes: 5776,
  imported_count: 0,
  is_complete: true,
  last_at: null,
};

test('what a session wrote is counted in words', () => {
  expect(describeWrites(writes)).toBe('12 writes in 3 memories');
  expect(describeWrites({ ...writes, count: 1, memory_count: 1 })).toBe('1 write in 1 memory');
  expect(describeWrites({ ...writes, count: 0, memory_count: 0 })).toBe('wrote nothing');
  expect(describeWrites({ ...writes, count: 1000, memory_count: 1, is_complete: false })).toBe(
    '1,000 or more writes in 1 or more memories',
  );
});

test('what was lost is told where something was', () => {
  expect(describeLoss(writes)).toBe('5,776 B lost');
  expect(describeLoss({ ...writes, lost_bytes: 0 })).toBe('');
});

test('what a revert leaves alone because an import says it is told before', () => {
  expect(describeImported(writes)).toBeNull();
  expect(describeImported({ ...writes, imported_count: 12 })).toMatch(
    /^Everything below came with an import/,
  );
  expect(describeImported({ ...writes, imported_count: 1 })).toMatch(
    /^1 of these writes came with an import/,
  );
});
