import { crc32, deflateRawSync } from 'node:zlib';

import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';

import { toFile, unzip, zip, zipFolder } from '@/lib/testing/folders';

import { toFolderItem } from './folder-item';
import { encodeCentral, encodeEnd, encodeLocal } from './zip-records';
import type { PackedFile } from './zip-records';

let good: Buffer;

beforeAll(async () => {
  good = await zipFolder({ 'a.md': 'text '.repeat(50), 'b/c.md': 'other' });
});

type Member = { file: PackedFile; body: Uint8Array };

/** Members as they are told, one after another, and a directory that may tell of them something else. */
function lay(
  members: readonly Member[],
  tell: (file: PackedFile, index: number) => [PackedFile, number?] = (file) => [file],
): Buffer {
  const parts = members.map(({ file, body }) => Buffer.concat([encodeLocal(file), body]));
  const offsets = parts.map((_, index) => parts.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const directory = Buffer.concat(
    members.map(({ file }, index) => {
      const [told, offset] = tell(file, index);
      return encodeCentral(told, offset ?? offsets[index]!);
    }),
  );
  const offset = parts.reduce((sum, { length }) => sum + length, 0);
  const end = encodeEnd({ count: members.length, offset, sizeBytes: directory.length });
  return Buffer.concat([...parts, directory, end]);
}

function member(name: string, packed: Uint8Array, told: Partial<PackedFile> = {}): Member {
  const file = {
    ...toFile(name, ''),
    crc: 0,
    method: 8,
    sizeBytes: 0,
    packedBytes: packed.length,
    ...told,
  } as const;
  return { file, body: packed };
}

describe('an archive that is not whole or not right', () => {
  test('is refused as cut wherever its end is missing', async () => {
    for (let at = 0; at < good.length; at += 1)
      await expect(unzip(good.subarray(0, at))).rejects.toThrow('cut');
  });

  test('is refused when something stands behind its end', async () => {
    await expect(unzip(Buffer.concat([good, Buffer.alloc(1)]))).rejects.toThrow('cut');
  });

  test('is refused when a cut leaves the end of a zip inside it', async () => {
    const stored = lay([member('inner.md', good, { method: 0, sizeBytes: good.length })]);
    const end = stored.indexOf(good) + good.length;
    await expect(unzip(stored.subarray(0, end))).rejects.toThrow('damaged');
  });

  test('never gives a body that was flipped in one bit', async () => {
    const before = (await unzip(good)).map(({ body }) => Buffer.from(body!));
    const place = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 0, max: 7 }));
    await fc.assert(
      fc.asyncProperty(place, async ([at, bit]) => {
        const bytes = Buffer.from(good);
        bytes[at]! ^= 1 << bit;
        const after = (await unzip(bytes).catch(() => [])).map(({ body }) => body);
        expect(after.every((body, index) => body === null || before[index]?.equals(body))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('never ends in anything but members or a fault, whatever bytes stand there', async () => {
    const noise = fc.tuple(fc.nat(good.length - 1), fc.uint8Array({ minLength: 1, maxLength: 12 }));
    const faults = ['cut', 'damaged', 'foreign', 'encrypted', 'packed_otherwise', 'too_many'];
    await fc.assert(
      fc.asyncProperty(fc.array(noise, { maxLength: 4 }), async (pieces) => {
        const bytes = Buffer.from(good);
        for (const [at, piece] of pieces) bytes.set(piece.subarray(0, bytes.length - at), at);
        const outcome = await unzip(bytes).catch((error: Error) => error.message);
        expect(Array.isArray(outcome) || faults.includes(outcome)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('is told from what is no zip archive', async () => {
    await expect(unzip(Buffer.alloc(2048, 65))).rejects.toThrow('foreign');
    await expect(unzip(Buffer.alloc(0))).rejects.toThrow('cut');
  });
});

describe('a bomb', () => {
  const zeros = deflateRawSync(Buffer.alloc(50_000_000));

  test('that says how large it is, is passed over', async () => {
    const [entry] = await unzip(lay([member('bomb.md', zeros, { sizeBytes: 50_000_000 })]));
    expect(entry).toMatchObject({ body: null, sizeBytes: 50_000_000 });
    expect(toFolderItem(entry!)).toEqual({ fault: 'too_large' });
  });

  test('that says that it is small is refused', async () => {
    await expect(unzip(lay([member('bomb.md', zeros, { sizeBytes: 100 })]))).rejects.toThrow('damaged');
    const tiny = deflateRawSync(Buffer.alloc(100_000));
    await expect(unzip(lay([member('bomb.md', tiny, { sizeBytes: 100 })]))).rejects.toThrow('damaged');
  });

  test('that tells of the same body twice is refused', async () => {
    const body = Buffer.from('twice');
    const same = member('same.md', body, { method: 0, sizeBytes: 5, crc: crc32(body) });
    const right = [same, same];
    expect(await unzip(lay(right))).toHaveLength(2);
    await expect(unzip(lay(right, (told) => [told, 0]))).rejects.toThrow('damaged');
  });
});

test('a directory that contradicts what stands before a body is refused', async () => {
  const members = [member('a.md', Buffer.alloc(0), { method: 0 })];
  expect(await unzip(lay(members))).toHaveLength(1);
  await expect(unzip(lay(members, (file) => [{ ...file, name: 'b.md' }]))).rejects.toThrow('damaged');
  await expect(unzip(lay(members, (file) => [{ ...file, packedBytes: 9, sizeBytes: 9 }]))).rejects.toThrow(
    'damaged',
  );
  await expect(unzip(lay(members, (file) => [file, 1_000_000]))).rejects.toThrow('damaged');
  await expect(unzip(lay(members, (file) => [{ ...file, crc: 1 }]))).rejects.toThrow('damaged');
});

test('names that lead elsewhere, or are no UTF-8, are no paths', async () => {
  const names = ['../up.md', 'a/../../up.md', 'a\\b.md', '..\\up.md', 'C:/x.md', 'a//b.md', 'nul\0.md'];
  const items = (await unzip(await zip(names.map((name) => toFile(name, ''))))).map(toFolderItem);
  expect(items).toEqual(names.map(() => ({ fault: 'bad_path' })));
  const [absolute] = await unzip(await zipFolder({ '/etc/passwd.md': 'x' }));
  expect(toFolderItem(absolute!)).toEqual({ path: '/etc/passwd.md', content: 'x' });
  const bytes = await zipFolder({ 'é.md': '' });
  const latin = Buffer.from(bytes.toString('latin1').replaceAll('Ã©', 'é!'), 'latin1');
  expect((await unzip(latin)).map(toFolderItem)).toEqual([{ fault: 'bad_path' }]);
});

test('a mark is held to the rules of paths like a name', async () => {
  const marked = ['/../up', '/a//b', '/ok'].map((markedPath, index) =>
    toFile(`${index}.md`, '', { markedPath }),
  );
  expect((await unzip(await zip(marked))).map(toFolderItem)).toEqual([
    { fault: 'bad_path' },
    { fault: 'bad_path' },
    { path: '/ok', content: '' },
  ]);
});
