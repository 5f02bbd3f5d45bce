import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { VersionResource } from '@/lib/versions/schema';

import { toTimelineRows } from './timeline-rows';

function version(number: number, writer: string | null, day: number): VersionResource {
  return {
    id: `memver_${number}`,
    type: 'memory_version',
    memory_store_id: 'memstore_1',
    memory_id: 'mem_1',
    operation: 'modified',
    path: '/a.md',
    content: null,
    content_sha256: null,
    content_size_bytes: null,
    created_at: `2026-11-${String(day).padStart(2, '0')}T12:00:00.000000Z`,
    created_by: writer === null ? null : { type: 'session_actor', session_id: writer },
    redacted_at: null,
    redacted_by: null,
  };
}

const dayOf = (instant: string) => instant.slice(0, 10);

test('days stand above their writes, and a run above the writes of one session', () => {
  const versions = [version(4, 'a', 20), version(3, 'a', 20), version(2, 'b', 20), version(1, 'b', 19)];
  const rows = toTimelineRows(versions, dayOf);
  expect(rows.map((row) => row.kind)).toEqual([
    'day',
    'run',
    'version',
    'version',
    'version',
    'day',
    'version',
  ]);
  expect(rows[1]).toMatchObject({ count: 2, actor: { session_id: 'a' } });
});

test('every version is there once, in order, and every day once', () => {
  const writers = fc.array(fc.tuple(fc.constantFrom('a', 'b', null), fc.integer({ min: 1, max: 4 })));
  fc.assert(
    fc.property(writers, (written) => {
      const days = written.map(([, day]) => day).toSorted((one, other) => other - one);
      const versions = written.map(([writer], index) => version(index, writer, days[index] ?? 1));
      const rows = toTimelineRows(versions, dayOf);
      const shown = rows.flatMap((row) => (row.kind === 'version' ? [row.version] : []));
      expect(shown).toEqual(versions);
      expect(rows.filter((row) => row.kind === 'day')).toHaveLength(new Set(days).size);
      const inRuns = rows.reduce((sum, row) => sum + (row.kind === 'run' ? row.count : 0), 0);
      expect(rows.filter((row) => row.kind === 'version' && row.isInRun)).toHaveLength(inRuns);
    }),
  );
});
