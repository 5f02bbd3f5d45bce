import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { arbitraryPath } from '@/lib/testing/arbitrary-paths';
import { toFile } from '@/lib/testing/folders';

import { toFileName } from './file-name';
import { toFolderItem } from './folder-item';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const nameOf = (path: string, isTaken = false) => toFileName(path, { isTaken, digest });

test.each([
  ['/notes/a.md', 'notes/a.md'],
  ['/Read me.MarkDown', 'Read me.MarkDown'],
  ['/notes/plain', 'notes/plain.md'],
  ['/notes/v1.2', 'notes/v1.2.md'],
])('%s is %s', (path, name) => expect(nameOf(path)).toBe(name));

test.each([
  ['/a/b:c', /^a\/b_c~[0-9a-f]{12}\.md$/],
  ['/a\\b.md', /^a_b~[0-9a-f]{12}\.md$/],
  ['/what?/x.md', /^what_~[0-9a-f]{8}\/x\.md$/],
  ['/con.md', /^_con~[0-9a-f]{12}\.md$/],
  ['/end./x', /^end_~[0-9a-f]{8}\/x\.md$/],
])('%s, which not every file system takes, is like %s', (path, name) => expect(nameOf(path)).toMatch(name));

test('a path whose name with .md is taken is told from it', () => {
  expect(nameOf('/notes', true)).toMatch(/^notes~[0-9a-f]{12}\.md$/);
  expect(nameOf('/notes.md', true)).toBe('notes.md');
});

test('every name is one that file systems take, and that an import takes for Markdown', () => {
  fc.assert(
    fc.property(arbitraryPath, fc.boolean(), (path, isTaken) => {
      const name = nameOf(path, isTaken);
      expect(name).toMatch(/\.(?:md|markdown)$/i);
      expect(name).not.toMatch(/[\\:*?"<>|\0]|^\/|\/\/|(?:^|\/)\.{1,2}(?:\/|$)/);
      for (const segment of name.split('/')) {
        expect(segment).not.toMatch(/[. ]$|^(?:con|nul)(?:\.|$)/i);
        expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255);
      }
      const file = toFile(name, '');
      const comment = path === `/${name}` ? null : `palimpsest:${path}`;
      const entry = { ...file, comment, isFile: true, sizeBytes: 0 };
      expect(toFolderItem(entry)).toEqual({ path, content: '' });
    }),
    { numRuns: 500 },
  );
});
