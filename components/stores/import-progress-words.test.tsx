import { expect, test } from 'vitest';

import type { ImportResource } from '@/lib/transfer/schema';

import { describeStage } from './import-progress-words';

const file = { size: 4000 };

function runOf(
  counts: Pick<ImportResource, 'total_count' | 'memory_count' | 'refused_count'>,
): ImportResource {
  return {
    id: 'imp_1',
    type: 'import',
    status: 'running',
    scope: 'memory_store',
    memory_store_ids: ['memstore_1'],
    keeps_ids: false,
    archive_sha256: '00',
    memory_version_count: 0,
    created_at: '2026-11-20T09:30:00Z',
    created_by: { type: 'user_actor', user_id: 'user_1' },
    completed_at: null,
    ...counts,
  };
}

test('an import is told in three stages', () => {
  expect(describeStage({ file, sentBytes: 1000, run: null })).toEqual({
    label: 'Sending the file',
    detail: '1,000 B of 4,000 B',
    share: 0.25,
  });
  expect(describeStage({ file, sentBytes: 4000, run: null })).toMatchObject({
    label: 'Reading the file',
    share: null,
  });
  const run = runOf({ total_count: 200, memory_count: 40, refused_count: 10 });
  expect(describeStage({ file, sentBytes: 4000, run })).toEqual({
    label: 'Bringing memories in',
    detail: '50 of 200',
    share: 0.25,
  });
});

test('where the whole is not known, only what is done is told', () => {
  const run = runOf({ total_count: null, memory_count: 7, refused_count: 0 });
  expect(describeStage({ file, sentBytes: 4000, run })).toMatchObject({ detail: '7', share: null });
});
