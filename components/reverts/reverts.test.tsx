import { describe, expect, test } from 'vitest';

import type { RevertItemResource, RevertResource } from '@/lib/reverts/schema';

import { describeRevert } from './revert-words';
import { judge } from './verdict';

const user = { type: 'user_actor', user_id: 'user_1' } as const;

function revert(
  overrides: Partial<RevertResource>,
  outcome: Partial<RevertResource['counts']['outcome']> = {},
): RevertResource {
  return {
    id: 'rvrt_1',
    type: 'revert',
    subject: { type: 'session', id: 'sesn_1' },
    written_at: { gte: null, lte: null },
    status: 'planned',
    preview_hash: 'hash',
    required_scope: 'govern',
    counts: {
      classification: {
        clean: 8,
        edited_since: 4,
        target_redacted: 0,
        target_removed: 0,
        created_by_it: 1,
        deleted_by_it: 2,
      },
      action: { restore: 8, delete: 1, recreate: 2, none: 4 },
      outcome: { done: 0, skipped: 4, failed: 0, pending: 11, ...outcome },
    },
    created_at: '2026-11-20T00:00:00Z',
    created_by: user,
    started_at: null,
    started_by: null,
    ended_at: null,
    audit_entry_id: null,
    ...overrides,
  };
}

describe('a revert in one sentence', () => {
  test('says what it would do', () => {
    expect(describeRevert(revert({}))).toBe(
      'Nothing has been changed yet. This would put 8 memories back to what they were, delete 1 memory that it created and bring back 2 memories that it deleted. 4 memories would be left alone.',
    );
  });

  test('says how far it is, and what came of it', () => {
    expect(describeRevert(revert({ status: 'running' }, { done: 5, pending: 6 }))).toMatch(
      /^Under way: 5 of 11/,
    );
    expect(describeRevert(revert({ status: 'done' }, { done: 10, failed: 1, pending: 0 }))).toBe(
      'Carried out: 10 memories are as before the first of these writes. 1 memory could not be and 4 memories were left alone.',
    );
  });

  test('is honest about what a stop left undone', () => {
    expect(describeRevert(revert({ status: 'stopped' }, { done: 1, skipped: 0, pending: 10 }))).toBe(
      'Stopped, because a memory was written to meanwhile: 1 memory is as before the first of these writes. 10 memories were not touched.',
    );
  });
});

const item: RevertItemResource = {
  type: 'revert_item',
  position: 0,
  memory_store_id: 'memstore_1',
  memory_id: 'mem_1',
  memory_path: '/a.md',
  classification: 'clean',
  action: 'restore',
  target_version_id: 'memver_1',
  expected_head_version_id: 'memver_2',
  target: null,
  expected_head: null,
  result_version_id: null,
  outcome: null,
  error_code: null,
};

describe('the verdict on a memory', () => {
  test('is about what would happen before, and what happened after', () => {
    expect(judge(item, 'planned').word).toBe('put back');
    expect(judge({ ...item, outcome: 'done' }, 'done').word).toBe('was put back');
    expect(judge(item, 'stopped').word).toBe('not touched');
  });

  test('says why a memory is left alone, or failed', () => {
    const skipped = { ...item, action: 'none', outcome: 'skipped', error_code: 'edited_since' } as const;
    expect(judge(skipped, 'planned')).toMatchObject({
      word: 'left alone',
      why: 'written to since, and that write stays',
    });
    const failed = { ...item, outcome: 'failed', error_code: 'path_conflict' } as const;
    expect(judge(failed, 'done')).toMatchObject({
      word: 'failed',
      why: expect.stringContaining('path') as string,
    });
    expect(judge({ ...failed, error_code: 'some_new_code' }, 'done').why).toBe('some new code');
  });
});
