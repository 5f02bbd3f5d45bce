import { expect, test } from 'vitest';

import { describeRules, findFaults, toDraft, toRules } from './rules';

const strict = { old_versions: { after_days: 30, keep_newest: 3 }, deleted_memories: { after_days: 1 } };

test('a policy goes through the form as it is', () => {
  expect(toRules(toDraft(strict))).toEqual(strict);
  const everything = { old_versions: null, deleted_memories: null };
  expect(toRules(toDraft(everything))).toEqual(everything);
});

test('only what is asked for can be wrong', () => {
  const draft = { ...toDraft(strict), versionDays: '0', keepNewest: '1001', deletedDays: '1.5' };
  expect(Object.keys(findFaults(draft))).toEqual(['versionDays', 'keepNewest', 'deletedDays']);
  expect(findFaults({ ...draft, removesVersions: false, removesDeleted: false })).toEqual({});
  expect(findFaults(toDraft(strict))).toEqual({});
});

test('a policy says what it does', () => {
  expect(describeRules({ old_versions: null, deleted_memories: null })).toEqual([
    'Everything is kept: every version, and every deleted memory.',
  ]);
  expect(describeRules(strict)).toEqual([
    'Versions older than 30 days are removed, but never the 3 newest versions of each memory, nor what agents are served.',
    'A deleted memory goes with its whole history 1 day after it was deleted. Until then it can be restored.',
  ]);
});
