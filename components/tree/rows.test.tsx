import { expect, test } from 'vitest';

import type { MemoryResource } from '@/lib/memories/schema';

import { folderOf, foldersAbove, nameOf, rowsOfFolder } from './rows';
import type { FolderState } from './rows';

function memory(path: string): MemoryResource {
  return {
    id: `mem_${path}`,
    type: 'memory',
    memory_store_id: 'memstore_1',
    path,
    content: null,
    content_sha256: '0'.repeat(64),
    content_size_bytes: 1,
    memory_version_id: 'memver_1',
    created_at: '2026-11-20T00:00:00Z',
    updated_at: '2026-11-20T00:00:00Z',
  };
}

function folder(path: string) {
  return { type: 'memory_folder' as const, path, memory_count: 2, is_more: false };
}

type Window = NonNullable<FolderState['window']>;

function loaded(items: Window['items'], cursors: Partial<Window> = {}): FolderState {
  return { window: { items, prevPage: null, nextPage: null, ...cursors }, error: null };
}

function outline(folders: Map<string, FolderState>, open: string[]): string[] {
  return rowsOfFolder({ folders, open: new Set(open) }, '/').map((row) => {
    const place = 'position' in row ? ` ${row.position ?? '?'}/${row.setSize ?? '?'}` : '';
    return `${'  '.repeat(row.depth)}${row.kind} ${'name' in row ? row.name : row.folder}${place}`;
  });
}

test('the children of an open folder stand below it, one level deeper', () => {
  const folders = new Map([
    ['/', loaded([folder('/a/'), memory('/b.md')])],
    ['/a/', loaded([memory('/a/x.md'), memory('/a/y.md')])],
  ]);
  expect(outline(folders, [])).toEqual(['folder a 1/2', 'memory b.md 2/2']);
  expect(outline(folders, ['/a/'])).toEqual([
    'folder a 1/2',
    '  memory x.md 1/2',
    '  memory y.md 2/2',
    'memory b.md 2/2',
  ]);
});

test('what is not loaded is a gap, and positions are unknown behind one', () => {
  const folders = new Map([['/', loaded([memory('/m.md')], { prevPage: 'page_1', nextPage: 'page_2' })]]);
  expect(outline(folders, [])).toEqual(['gap /', 'memory m.md ?/?', 'gap /']);
  const start = new Map([['/', loaded([memory('/m.md')], { nextPage: 'page_2' })]]);
  expect(outline(start, [])).toEqual(['memory m.md 1/?', 'gap /']);
  expect(outline(new Map(), [])).toEqual(['gap /']);
});

test('a folder that could not be loaded says so, unless something of it is on the screen already', () => {
  const failed = { window: undefined, error: new Error('no') };
  const stale = { ...loaded([memory('/m.md')]), error: new Error('no') };
  expect(outline(new Map([['/', failed]]), [])).toEqual(['failed /']);
  expect(outline(new Map([['/', stale]]), [])).toEqual(['memory m.md 1/1']);
});

test('the way to a path leads through every folder above it', () => {
  expect(foldersAbove('/a/b/c.md')).toEqual(['/', '/a/', '/a/b/']);
  expect(foldersAbove('/a/b/')).toEqual(['/', '/a/']);
  expect(foldersAbove('/c.md')).toEqual(['/']);
  expect([folderOf('/a/b/c.md'), folderOf('/a/b/'), folderOf('/c.md')]).toEqual(['/a/b/', '/a/', '/']);
  expect([nameOf('/a/b/'), nameOf('/a/c.md')]).toEqual(['b', 'c.md']);
});
