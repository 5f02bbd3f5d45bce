import { describe, expect, test } from 'vitest';

import { ApiError } from '@/lib/http/client';

import { describeActFailure, hasMoved } from './failure-words';

const conflict = (code: string) =>
  new ApiError(409, { type: 'conflict_error', message: 'm', details: { error_code: code } }, 'req_1');

describe('what is said of a failed act', () => {
  test.each(['head_moved', 'target_redacted', 'nothing_to_change', 'preview_changed'])(
    'names %s and says that nothing was done',
    (code) => expect(describeActFailure(conflict(code))).toMatch(/Nothing (was|had)/),
  );

  test('names the path that is taken', () => {
    const wire = { type: 'memory_path_conflict_error', message: 'm', conflicting_path: '/notes/a.md' };
    expect(describeActFailure(new ApiError(409, wire, null))).toContain('/notes/a.md is taken');
  });

  test.each([
    ['an unreached server', new ApiError(0, { type: 'unreachable', message: 'm' }, null)],
    ['a server that failed', new ApiError(503, { type: 'api_error', message: 'm' }, 'req_1')],
    ['a fault of the page', new Error('m')],
  ])('does not claim to know what came of it, after %s', (_, error) => {
    expect(describeActFailure(error)).toContain('not known');
    expect(describeActFailure(error)).not.toContain('Nothing was changed');
  });

  test('leads to the log when the server failed', () => {
    expect(describeActFailure(new ApiError(500, { type: 'api_error', message: 'oops' }, 'req_7'))).toContain(
      'req_7',
    );
  });
});

test('a moved head and a failed precondition mean that somebody was faster; other conflicts do not', () => {
  const stale = new ApiError(409, { type: 'memory_precondition_failed_error', message: 'm' }, null);
  expect(hasMoved(conflict('head_moved'))).toBe(true);
  expect(hasMoved(stale)).toBe(true);
  expect(hasMoved(conflict('nothing_to_change'))).toBe(false);
});
