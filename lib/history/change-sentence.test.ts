import { expect, test } from 'vitest';

import type { VersionResource } from '@/lib/versions/schema';

import { describeChange, describeLines } from './change-sentence';

const counts = { added_lines: 0, removed_lines: 121, changed_lines: 1, unchanged_lines: 9 };

function version(number: number, more: Partial<VersionResource> = {}): VersionResource {
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
    created_at: '2026-11-20T00:00:00.000000Z',
    created_by: null,
    redacted_at: null,
    redacted_by: null,
    governance: {
      number,
      trust_tier: 'untrusted',
      prior_knowledge: null,
      agent: null,
      model: null,
      tool: null,
      occurred_at: null,
      imported_by: null,
      origin: null,
    },
    ...more,
  };
}

function knowing(number: number, known: Partial<NonNullable<VersionResource['governance']>>) {
  const made = version(number);
  return { ...made, ...(made.governance && { governance: { ...made.governance, ...known } }) };
}

const actorName = 'session …1dUx';

test('says who did what, and that they had not read it', () => {
  const to = knowing(2, { prior_knowledge: 'not_read' });
  expect(describeChange({ from: version(1), to, counts, actorName })).toBe(
    'session …1dUx removed 121 of 131 lines and changed 1 line. It had not read this memory.',
  );
});

test('versions that do not follow each other are named by their numbers', () => {
  const added = { added_lines: 1, removed_lines: 0, changed_lines: 0, unchanged_lines: 2 };
  const told = describeChange({ from: version(1), to: version(3), counts: added, actorName });
  expect(told).toBe('From @1 to @3: added 1 line.');
});

test('a restore says so, and a move and a deletion without changed lines are told apart', () => {
  const same = { ...counts, removed_lines: 0, changed_lines: 0 };
  const restored = knowing(3, { origin: { kind: 'restored', memory_version_id: 'memver_1' } });
  const from = version(2);
  expect(describeChange({ from, to: restored, counts, actorName })).toMatch(
    /putting back an earlier version\.$/,
  );
  const moved = version(3, { path: '/b.md' });
  expect(describeChange({ from, to: moved, counts: same, actorName })).toMatch(
    /moved the memory and changed no line/,
  );
  const deleted = version(3, { operation: 'deleted', path: '/a.md' });
  expect(describeChange({ from, to: deleted, counts: same, actorName })).toMatch(/deleted the memory/);
});

test('no line that differs is null', () => {
  expect(
    describeLines({ added_lines: 0, removed_lines: 0, changed_lines: 0, unchanged_lines: 5 }),
  ).toBeNull();
});
