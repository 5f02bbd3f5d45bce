import { expect, test } from 'vitest';

import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { renderBlame } from './blame-view';
import { renderVersionsDiff } from './diff-view';
import { renderFolder, renderTree, statesOf } from './listing-view';
import { renderLog } from './log-view';
import { renderStoresDiff } from './store-diff-view';
import { paintColour, paintPlain } from './style';
import { renderTable } from './table';

const now = new Date('2026-11-20T12:00:00Z');

function version(number: number, fields: Partial<VersionResource> = {}): VersionResource {
  return {
    id: `memver_01${number}`,
    type: 'memory_version',
    memory_store_id: 'memstore_01',
    memory_id: 'mem_01',
    operation: number === 1 ? 'created' : 'modified',
    path: '/a.md',
    content: null,
    content_sha256: `${number}`.repeat(64),
    content_size_bytes: 1000 * number,
    created_at: `2026-11-1${number}T10:00:00.000000Z`,
    created_by: { type: 'session_actor', session_id: 'sesn_01abcdR4Zk' },
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
    ...fields,
  };
}

const governed = (
  number: number,
  fields: Partial<NonNullable<VersionResource['governance']>>,
): VersionResource => {
  const { governance } = version(number);
  return version(number, governance && { governance: { ...governance, ...fields } });
};

test('a table pads its columns, to the right where asked, and ends no line in spaces', () => {
  const columns = [{ title: 'NAME' }, { title: 'SIZE', align: 'right' as const }, { title: '' }];
  expect(
    renderTable(columns, [
      ['日本', '1', ''],
      ['abcdef', '1,000', 'x'],
    ]),
  ).toBe('NAME     SIZE\n日本        1\nabcdef  1,000  x');
});

test('the log tells one line a version, with its marks', () => {
  const versions = [
    version(4, { operation: 'deleted', content_sha256: null, content_size_bytes: null }),
    governed(3, { origin: { kind: 'restored', memory_version_id: 'memver_011' } }),
    governed(2, { prior_knowledge: 'not_read' }),
    version(1, {
      redacted_at: '2026-11-19T00:00:00Z',
      path: null,
      content_sha256: null,
      content_size_bytes: null,
    }),
  ];
  const log = renderLog(
    { storeName: 'N\u001Botes', memoryId: 'mem_01', versions },
    { now, paint: paintPlain },
  );
  expect(log).toBe(`N␛otes:/a.md  mem_01
4 versions, newest first

@4  deleted   session …R4Zk  6 days ago  2026-11-14 10:00:00Z        -          -
@3  modified  session …R4Zk  7 days ago  2026-11-13 10:00:00Z  3,000 B  +1,000  33333333  restored from @1
@2  modified  session …R4Zk  8 days ago  2026-11-12 10:00:00Z  2,000 B          22222222  had not read it
@1  created   session …R4Zk  9 days ago  2026-11-11 10:00:00Z        -          -         redacted
`);
});

function compared(before: string[], after: string[], kept: string[] = []) {
  const hunks = [
    { kind: 'equal' as const, lines: kept },
    { kind: 'removed' as const, lines: before },
    { kind: 'added' as const, lines: after },
  ].filter(({ lines }) => lines.length > 0);
  const changed = Math.min(before.length, after.length);
  return {
    type: 'memory_version_diff' as const,
    from: version(1),
    to: version(2),
    hunks,
    summary: {
      added_lines: after.length - changed,
      removed_lines: before.length - changed,
      changed_lines: changed,
      unchanged_lines: kept.length,
      lost_share: 0,
    },
    is_complete: true,
  };
}

test('a difference says who did what and whether they had read it, then shows three lines around it', () => {
  const to = governed(2, { prior_knowledge: 'not_read' });
  const diff = compared(['gone\n', 'old\n'], ['new'], ['1\n', '2\n', '3\n', '4\n']);
  expect(renderVersionsDiff({ from: version(1), to, diff }, paintPlain)).toBe(
    `session …R4Zk removed 1 of 6 lines and changed 1 line. It had not read this memory.

--- @1 /a.md  2026-11-11T10:00:00.000000Z
+++ @2 /a.md  2026-11-12T10:00:00.000000Z
@@ -2,5 +2,4 @@
 2
 3
 4
-gone
-old
+new
\\ No newline at end of file
`,
  );
});

test('colours do not let an escape of the text through', () => {
  const diff = compared([], ['\u001B[31mred\n']);
  const shown = renderVersionsDiff({ from: version(1), to: version(2), diff }, paintColour);
  expect(shown).toContain('\u001B[32m+␛[31mred\u001B[0m');
});

test('blame stands beside each line, and says where it is not sure', () => {
  const blame = {
    type: 'memory_blame' as const,
    memory_id: 'mem_01',
    memory_version_id: 'memver_012',
    lines: [
      { text: 'a\tb\n', memory_version_id: 'memver_011', is_approximate: true },
      { text: 'c', memory_version_id: 'memver_012', is_approximate: false },
    ],
    versions: [],
  };
  expect(renderBlame({ blame, versions: [version(2), version(1)] }, { now, paint: paintPlain })).toBe(
    `~@1  session …R4Zk  9 days ago  1  a  b
@2   session …R4Zk  8 days ago  2  c

~ the line may be older: what came before is redacted or too long ago.
`,
  );
});

test('a tree draws folders, sizes and notes', () => {
  const entries = ['/a/b.md', '/a/c/d.md', '/e.md'].map((path) => ({ path, size: 1024, notes: '● served' }));
  expect(renderTree(entries, { folder: '/', paint: paintPlain })).toBe(`/
├─ a/
│  ├─ b.md     1,024 B  ● served
│  └─ c/
│     └─ d.md  1,024 B  ● served
└─ e.md        1,024 B  ● served

3 memories, 3,072 B
`);
});

const state = { archived_at: null, quarantined_at: null, restricted_at: null, locked_at: null };
const memory = (governance: Partial<NonNullable<MemoryResource['governance']>>): MemoryResource => ({
  id: 'mem_01',
  type: 'memory',
  memory_store_id: 'memstore_01',
  path: '/a/b.md',
  content: null,
  content_sha256: '',
  content_size_bytes: 5,
  memory_version_id: 'memver_012',
  created_at: '',
  updated_at: '',
  governance: {
    ...state,
    withheld: [],
    head_version_id: 'memver_012',
    served_version_id: 'memver_012',
    version_count: 2,
    reads: { read_count_7d: 0, delivered_count_7d: 0 },
    ...governance,
  },
});

test.each([
  [{}, ['● served']],
  [{ withheld: ['archived' as const], locked_at: 'x' }, ['○ archived', '■ locked']],
  [{ served_version_id: 'memver_011' }, ['◐ serving an earlier version']],
])('%j is %j', (governance, words) => {
  expect(statesOf(memory(governance)).map(({ glyph, word }) => `${glyph} ${word}`)).toEqual(words);
});

test('a folder lists its folders and memories', () => {
  const items = [{ type: 'memory_prefix' as const, path: '/a/x/' }, memory({})];
  expect(renderFolder(items, { folder: '/a/', paint: paintPlain })).toBe('x/\nb.md  5 B  ● served\n');
});

test('what changed in a store is counted, then listed', () => {
  const counts = { added: 0, removed: 0, changed: 1, moved: 1, moved_and_changed: 0 };
  const data = [
    { change: 'changed' as const, from: version(2), to: version(1) },
    { change: 'moved' as const, from: version(1), to: version(1, { path: '/b.md' }) },
  ];
  const side = (at: string) => ({ memory_store_id: 'memstore_01', at, is_complete: true });
  const diff = {
    type: 'memory_store_diff' as const,
    from: side('A'),
    to: side('B'),
    counts,
    data,
    next_page: null,
  };
  expect(renderStoresDiff(diff, paintPlain)).toBe(`Between A and B: 2 memories, of which 1 changed, 1 moved.

~ changed  /a.md           1,000 B  -1,000
> moved    /a.md -> /b.md  1,000 B      +0
`);
});
