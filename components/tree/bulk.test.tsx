import { expect, test } from 'vitest';

import type { MemoryResource } from '@/lib/memories/schema';

import { acts } from './acts';
import { findFolderFault, movedPath, toFolder } from './move';
import { maxPicked, memoriesBetween, nothingPicked, pickAll, togglePicked, unpick } from './picked';
import type { TreeRow } from './rows';
import { undoOf } from './undo';

type States = Partial<Record<'archived_at' | 'quarantined_at' | 'restricted_at' | 'locked_at', string>>;

function memory(path: string, states: States = {}): MemoryResource {
  return {
    id: path,
    type: 'memory',
    memory_store_id: 'memstore_1',
    path,
    content: null,
    content_sha256: '0'.repeat(64),
    content_size_bytes: 1,
    memory_version_id: 'memver_1',
    created_at: '2026-11-20T00:00:00Z',
    updated_at: '2026-11-20T00:00:00Z',
    governance: {
      withheld: [],
      archived_at: null,
      quarantined_at: null,
      restricted_at: null,
      locked_at: null,
      head_version_id: 'memver_1',
      served_version_id: 'memver_1',
      version_count: 1,
      reads: { read_count_7d: 0, delivered_count_7d: 0 },
      ...states,
    },
  };
}

const at = '2026-11-20T00:00:00Z';
const row = (path: string): TreeRow => ({
  kind: 'memory',
  key: path,
  depth: 0,
  folder: '/',
  position: 1,
  setSize: 1,
  name: path,
  memory: memory(path),
});

test('selecting twice is not selecting', () => {
  const once = togglePicked(nothingPicked, memory('/a'));
  expect([...once.keys()]).toEqual(['/a']);
  expect(togglePicked(once, memory('/a')).size).toBe(0);
  expect(unpick(once, ['/a', '/b']).size).toBe(0);
});

test('no more is selected than is acted on in one go', () => {
  const many = Array.from({ length: maxPicked + 5 }, (_, index) => memory(`/${index}`));
  expect(pickAll(nothingPicked, many).size).toBe(maxPicked);
});

test('a range goes either way, and is one row where its beginning is out of sight', () => {
  const rows = ['/a', '/b', '/c', '/d'].map(row);
  const between = (one: string, other: string) => memoriesBetween(rows, one, other).map((each) => each.path);
  expect(between('/b', '/d')).toEqual(['/b', '/c', '/d']);
  expect(between('/d', '/b')).toEqual(['/b', '/c', '/d']);
  expect(between('/gone', '/c')).toEqual(['/c']);
  expect(between('/a', '/gone')).toEqual([]);
});

test('an act is taken back by its opposite, from those that it changed', () => {
  const changed = [memory('/a/x.md')];
  expect(undoOf('archive', changed)).toEqual([{ act: 'unarchive', memories: changed }]);
  expect(undoOf('unlock', changed)).toEqual([{ act: 'lock', memories: changed }]);
  expect(undoOf('withhold', changed)).toEqual([
    { act: 'release', memories: changed, reasons: ['restricted'] },
  ]);
  const [back] = undoOf('move', changed);
  expect(back?.pathOf?.(changed[0]!)).toBe('/a/x.md');
  expect(undoOf('delete', changed)).toEqual([{ act: 'restore', memories: changed }]);
  expect(undoOf('archive', [])).toEqual([]);
});

test('what was released is withheld again for the reasons that it was withheld for', () => {
  const one = memory('/one', { restricted_at: at });
  const two = memory('/two', { quarantined_at: at });
  const both = memory('/both', { quarantined_at: at, restricted_at: at });
  expect(undoOf('release', [one, two, both])).toEqual([
    { act: 'withhold', reasons: ['quarantined'], memories: [two] },
    { act: 'withhold', reasons: ['restricted'], memories: [one] },
    { act: 'withhold', reasons: ['quarantined', 'restricted'], memories: [both] },
  ]);
});

test('an act is offered where it changes something', () => {
  const plain = memory('/plain');
  const archived = memory('/archived', { archived_at: at, locked_at: at });
  expect([acts.archive, acts.unarchive].map(({ appliesTo }) => appliesTo(plain))).toEqual([true, false]);
  expect([acts.archive, acts.unarchive].map(({ appliesTo }) => appliesTo(archived))).toEqual([false, true]);
  expect([acts.lock, acts.unlock].map(({ appliesTo }) => appliesTo(archived))).toEqual([false, true]);
  expect(acts.release.appliesTo(memory('/q', { quarantined_at: at }))).toBe(true);
});

test('a folder takes the slashes that were left out', () => {
  expect(['', '/', 'a', '/a/', ' /a/b '].map(toFolder)).toEqual(['/', '/', '/a/', '/a/', '/a/b/']);
  expect(movedPath('/a/b/x.md', '/c/')).toBe('/c/x.md');
});

test('a move that cannot work is told before it is tried', () => {
  const [one, same] = [memory('/a/x.md'), memory('/b/x.md')];
  expect(findFolderFault('/c', [one])).toBeNull();
  expect(findFolderFault('/a', [one])).toBe('All of them are in this folder.');
  expect(findFolderFault('/c//d', [one])).toMatch(/must have a name/);
  expect(findFolderFault('/c', [one, same])).toMatch(/Two of them are named x\.md/);
});
