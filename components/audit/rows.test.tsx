import { expect, test } from 'vitest';

import type { AuditEntryResource } from '@/lib/audit/schema';

import { listActorIds, listStoreIds } from './named-ids';
import { toTrailRows } from './rows';

function entry(id: string, overrides: Partial<AuditEntryResource> = {}): AuditEntryResource {
  return {
    id,
    type: 'audit_entry',
    action: 'memory.archived',
    actor: { type: 'user_actor', user_id: 'user_1' },
    target: { type: 'memory', id: 'mem_1' },
    memory_store_id: 'memstore_1',
    parent_id: null,
    reason_id: null,
    request_id: null,
    details: {},
    recorded_at: '2026-11-20T09:30:00.000000Z',
    ...overrides,
  };
}

test('entries stand under their days, and a day that comes again has a heading again', () => {
  const times = [
    '2026-11-21T00:00:01Z',
    '2026-11-20T23:59:59Z',
    '2026-11-21T00:00:00Z',
    '2026-11-20T10:00:00Z',
  ];
  const entries = times.map((recordedAt, index) => entry(String(index), { recorded_at: recordedAt }));
  const rows = toTrailRows(entries, (instant) => instant.slice(0, 10));
  expect(rows.map((row) => (row.kind === 'day' ? row.day : row.key))).toEqual([
    '2026-11-21',
    '0',
    '2026-11-20',
    '1',
    '2026-11-21',
    '2',
    '2026-11-20',
    '3',
  ]);
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test('names are asked for people, keys, sessions and stores, each once, a hundred at a time', () => {
  const one = entry('1', { target: { type: 'session', id: 'sesn_1' }, action: 'session.archived' });
  const system = entry('2', { actor: { type: 'system_actor', system_id: 'retention' } });
  expect(listActorIds([one, entry('3'), system])).toEqual([['user_1', 'sesn_1']]);
  expect(listStoreIds([one, system])).toEqual(['memstore_1']);
  const many = Array.from({ length: 150 }, (_, index) =>
    entry(String(index), { actor: { type: 'session_actor', session_id: `sesn_${index}` } }),
  );
  expect(listActorIds(many).map((ids) => ids.length)).toEqual([100, 50]);
  expect(listActorIds([])).toEqual([]);
});
