import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { findFileKind } from './file-kind';

/** As an archive is: several gzip members, the last one empty, and more than is looked at. */
function makeArchive(): Buffer {
  const noise = Array.from(
    { length: 20_000 },
    (_, index) => `{"line":${(index * 2_654_435_761) % 4_294_967_296}}\n`,
  );
  return Buffer.concat([gzipSync('{"type":"manifest"}\n'), gzipSync(noise.join('')), gzipSync('')]);
}

function makeTar(): Buffer {
  const tar = Buffer.alloc(2048);
  tar.write('notes/crdts.md');
  tar.write('ustar', 257);
  return gzipSync(tar);
}

test.each([
  ['an archive', makeArchive(), 'archive'],
  ['a tar', makeTar(), 'folder'],
  ['a zip', Buffer.from([0x50, 0x4b, 3, 4, 20, 0]), 'zip'],
  ['a zip of nothing', Buffer.from([0x50, 0x4b, 5, 6, 0, 0]), 'zip'],
  ['a Markdown file', Buffer.from('# CRDTs\n'), null],
  ['a damaged gzip', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), null],
  ['nothing', Buffer.alloc(0), null],
])('%s is known by its bytes', async (_, bytes, kind) => {
  expect(await findFileKind(new Blob([new Uint8Array(bytes)]))).toBe(kind);
});
