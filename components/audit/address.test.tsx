import { expect, test } from 'vitest';

import { readTrailFilter } from './address';

test('the address names every filter of the trail', () => {
  const search = new URLSearchParams({
    action: 'memory_version.redacted',
    actor: 'user_1',
    target: 'memver_1',
    session: 'sesn_1',
    store: 'memstore_1',
    parent: 'audit_1',
    from: '2026-11-20T09:30:00Z',
    until: '2026-11-21T09:30:00+01:00',
    other: 'x',
  });
  expect(readTrailFilter(search)).toEqual({
    action: 'memory_version.redacted',
    actor_id: 'user_1',
    target_id: 'memver_1',
    session_id: 'sesn_1',
    memory_store_id: 'memstore_1',
    parent_id: 'audit_1',
    from: '2026-11-20T09:30:00Z',
    until: '2026-11-21T09:30:00+01:00',
  });
});

test('what is no filter narrows nothing', () => {
  const search = { action: 'memory.exploded', actor: '', target: 'x'.repeat(65), from: 'yesterday' };
  expect(readTrailFilter(new URLSearchParams(search))).toEqual({});
});
