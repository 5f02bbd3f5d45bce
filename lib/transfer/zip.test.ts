import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { toFile, unzip, zip, zipFolder } from '@/lib/testing/folders';

import { encodeCentral, encodeEnd } from './zip-records';
import { parseEnd } from './zip-end';
import { parseCentral } from './zip-entry';

const has = (command: string) => spawnSync(command, ['--help']).error === undefined;
const python = `
import json, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as z:
    files = [[i.filename, z.read(i).hex(), i.date_time] for i in z.infolist()[:20]]
    print(json.dumps([len(z.infolist()), files]))
`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'palimpsest-zip-'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function keep(bytes: Uint8Array): string {
  const file = path.join(folder, 'written.zip');
  writeFileSync(file, bytes);
  return file;
}

const written = { 'a/ü and space.md': 'text\n'.repeat(100), 'empty.md': '', 'nul.md': Buffer.from([0, 255]) };

describe('what is written', () => {
  test('is read again, whatever it is', async () => {
    const file = fc.record({
      name: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((name) => !name.endsWith('/')),
      body: fc.uint8Array({ maxLength: 300 }),
      markedPath: fc.option(fc.string({ unit: 'binary' })),
      modifiedAtSeconds: fc.integer({ min: 0, max: 0x7fffffff }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file), async (files) => {
        const entries = await unzip(await zip(files));
        expect(entries.map(({ name, modifiedAtSeconds }) => [name, modifiedAtSeconds])).toEqual(
          files.map(({ name, modifiedAtSeconds }) => [name, modifiedAtSeconds]),
        );
        expect(entries.map(({ body }) => Buffer.from(body!))).toEqual(
          files.map(({ body }) => Buffer.from(body)),
        );
        expect(entries.map(({ comment }) => comment)).toEqual(
          files.map(({ markedPath }) => (markedPath === null ? '' : `palimpsest:${markedPath}`)),
        );
      }),
      { numRuns: 50 },
    );
  });

  test('is the same bytes again', async () => {
    expect((await zipFolder(written)).equals(await zipFolder(written))).toBe(true);
  });

  test('carries times before and after those that MS-DOS and Unix knew as well as it can', async () => {
    const times = [0, 4_000_000_000, -1, 9_000_000_000];
    const entries = await unzip(
      await zip(times.map((at) => toFile(`${at}.md`, '', { modifiedAtSeconds: at }))),
    );
    const bounds = [Date.UTC(1980, 0, 1), Date.UTC(2107, 11, 31, 23, 59, 58)].map((ms) => ms / 1000);
    expect(entries.map(({ modifiedAtSeconds }) => modifiedAtSeconds)).toEqual([0, 4_000_000_000, ...bounds]);
  });

  test.runIf(has('python3'))('is what another reader reads', async () => {
    const output = execFileSync('python3', ['-c', python, keep(await zipFolder(written))], {
      encoding: 'utf8',
    });
    const [count, files] = JSON.parse(output) as [number, [string, string, number[]][]];
    expect(count).toBe(3);
    expect(files.map(([name, hex]) => [name, hex])).toEqual(
      Object.entries(written).map(([name, content]) => [name, Buffer.from(content).toString('hex')]),
    );
    expect(files[0]![2]).toEqual([2023, 11, 14, 22, 13, 20]);
  });
});

describe('more than 65,535 files', () => {
  const count = 70_000;
  let bytes: Buffer;

  beforeAll(async () => {
    function* many() {
      for (let index = 0; index < count; index += 1) yield toFile(`${index}.md`, 'x');
    }
    bytes = await zip(many());
  });

  test('are all there', async () => {
    const entries = await unzip(bytes);
    expect([entries.length, entries.at(-1)?.name]).toEqual([count, '69999.md']);
  });

  test('may have a count that ran over, as writers without Zip64 leave it, but no other', async () => {
    const short = Buffer.concat([bytes.subarray(0, -98), bytes.subarray(-22)]);
    short.writeUInt16LE(count - 65_536, short.length - 12);
    expect(await unzip(short)).toHaveLength(count);
    short.writeUInt16LE(count - 65_535, short.length - 12);
    await expect(unzip(short)).rejects.toThrow('damaged');
  });

  test.runIf(has('python3'))('are what another reader reads', () => {
    const output = execFileSync('python3', ['-c', python, keep(bytes)], { encoding: 'utf8' });
    expect((JSON.parse(output) as unknown[])[0]).toBe(count);
  });

  test.runIf(has('unzip'))('are whole to the program unzip, which ends with 0 then', () => {
    expect(spawnSync('unzip', ['-tqq', keep(bytes)]).status).toBe(0);
  });
}, 60_000);

test('offsets and sizes beyond 32 bits stand in the fields of Zip64', () => {
  const far = 5_000_000_000;
  const file = { ...toFile('far.md', ''), crc: 0, method: 0, sizeBytes: 0, packedBytes: 0 } as const;
  expect(parseCentral(encodeCentral(file, far))).toMatchObject({ offset: far, name: 'far.md' });
  const end = encodeEnd({ count: 3, offset: far, sizeBytes: 150 });
  expect(parseEnd(end, far + 150 + end.length)).toEqual({
    count: 3,
    isCountExact: true,
    offset: far,
    sizeBytes: 150,
  });
});

describe.runIf(has('zip'))('what the program zip writes', () => {
  const names = ['one.md', 'zwölf.md', 'link.md'];

  function pack(...options: string[]): Buffer {
    const file = path.join(folder, 'packed.zip');
    rmSync(file, { force: true });
    writeFileSync(path.join(folder, 'one.md'), 'one '.repeat(1000));
    writeFileSync(path.join(folder, 'zwölf.md'), '');
    rmSync(path.join(folder, 'link.md'), { force: true });
    symlinkSync('/etc/passwd', path.join(folder, 'link.md'));
    execFileSync('zip', ['-q', ...options, file, ...names], { cwd: folder });
    return readFileSync(file);
  }

  test.each([
    ['as usual', []],
    ['stored', ['-0']],
    ['as Zip64', ['-fz']],
  ])('is read, %s, and links are no files', async (_, options) => {
    const entries = await unzip(pack('-y', ...options));
    expect(entries.map(({ name, isFile }) => [name, isFile])).toEqual([
      ['one.md', true],
      ['zwölf.md', true],
      ['link.md', false],
    ]);
    expect(Buffer.from(entries[0]!.body!).toString()).toBe('one '.repeat(1000));
  });

  test('is read where sizes stand behind the bodies, as on standard output', async () => {
    pack();
    const entries = await unzip(execFileSync('zip', ['-q', '-', 'one.md'], { cwd: folder }));
    expect(Buffer.from(entries[0]!.body!).toString()).toBe('one '.repeat(1000));
  });

  test('is refused when it is encrypted', async () => {
    await expect(unzip(pack('-P', 'secret'))).rejects.toThrow('encrypted');
  });
});
