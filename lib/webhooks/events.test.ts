import { expect, test } from 'vitest';

import { eventFamilies, eventTypes, isEventType, listActions, writePayload } from './events';
import { maxAttempts, waitAfter } from './retry';

test('a family is all of its events, and nothing that is not told', () => {
  expect(eventTypes).toContain('memory_version.redacted');
  expect(listActions(['memory.*'])).toContain('memory.created');
  expect(listActions([...eventFamilies]).toSorted()).toEqual(eventTypes.toSorted());
  expect(listActions(['memory_store.*']).every((action) => action.startsWith('memory_store.'))).toBe(true);
  expect(listActions(['session.created'])).toEqual(['session.created']);
  for (const type of ['memory.searched_history', 'api_key.created', 'memory', '*', ''])
    expect(isEventType(type)).toBe(false);
});

test('a payload holds ids and nothing else of the details', () => {
  const id = (prefix: string) => `${prefix}_01${'a'.repeat(22)}`;
  const payload = writePayload('wrkspc_1', {
    id: id('audit'),
    type: 'audit_entry',
    action: 'memory.updated',
    actor: { type: 'system_actor', system_id: 'test' },
    target: { type: 'memory', id: id('mem') },
    memory_store_id: id('memstore'),
    parent_id: null,
    reason_id: id('reason'),
    request_id: null,
    details: { memory_version_id: id('memver'), changed: ['content'], content_size_bytes: 3 },
    recorded_at: '2026-11-20T09:30:00.000000Z',
  });
  expect(JSON.parse(payload)).toEqual({
    type: 'memory.updated',
    timestamp: '2026-11-20T09:30:00.000000Z',
    data: {
      audit_entry_id: id('audit'),
      workspace_id: 'wrkspc_1',
      memory_store_id: id('memstore'),
      memory_id: id('mem'),
      memory_version_id: id('memver'),
      actor: { type: 'system_actor', system_id: 'test' },
    },
  });
});

test('waits grow from about five seconds to about ten hours, and end', () => {
  const secondsAfter = (attempts: number, chance: number) => Number(waitAfter(attempts, chance)) / 1e6;
  expect(secondsAfter(1, 0.5)).toBe(5);
  expect([secondsAfter(1, 0), secondsAfter(1, 1)]).toEqual([4, 6]);
  expect(secondsAfter(maxAttempts - 1, 0.5)).toBe(36_000);
  const waits = Array.from({ length: maxAttempts - 1 }, (_, index) => secondsAfter(index + 1, 0.5));
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waitAfter(maxAttempts, 0.5)).toBeNull();
});
