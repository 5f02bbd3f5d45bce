import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';

import type { CopiedRow, CopyValue } from './database';
import { makeCopyStatement, readCopied } from './copied';
import { readWorkspace } from './workspace';

useDatabase();
let actor: Actor;

beforeAll(async () => {
  actor = (await makeWorkspace()).system;
});

function copyRows(text: string, values: readonly CopyValue[] = []): Promise<CopiedRow[]> {
  return readWorkspace(actor, (_, copy) => copy(text, values));
}

describe('rows in the form of the database', () => {
  test('hold every byte, and nothing where there is none', async () => {
    const [row, ...others] = await copyRows(`SELECT '\\x00ff0a5c'::bytea, 'é'::text, NULL::bytea, ''::text`);
    expect(row?.map((column) => column && Buffer.from(column))).toEqual([
      Buffer.from([0, 255, 10, 92]),
      Buffer.from('é'),
      null,
      Buffer.alloc(0),
    ]);
    expect(others).toEqual([]);
    expect(await copyRows('SELECT 1 WHERE false')).toEqual([]);
  });

  test('come in order, also when they are many megabytes', async () => {
    const rows = await copyRows(
      `SELECT i::text::bytea, decode(repeat(lpad(to_hex(i), 2, '0'), 100000), 'hex') FROM generate_series(0, 199) AS s(i) ORDER BY s.i`,
    );
    expect(rows).toHaveLength(200);
    for (const [index, [number, body]] of rows.entries()) {
      expect(Buffer.from(number!).toString()).toBe(String(index));
      expect(Buffer.from(body!).equals(Buffer.alloc(100_000, index))).toBe(true);
    }
  });

  test('are chosen by values that stay values', async () => {
    const hostile = [`it's`, `'); DROP TABLE memory; --`, '\\', '$1', 'é'];
    const rows = await copyRows('SELECT v FROM unnest($2) AS v WHERE v <> $1', [`it's`, hostile]);
    expect(rows.map(([value]) => Buffer.from(value!).toString())).toEqual(hostile.slice(1));
    expect(() => makeCopyStatement('SELECT $1', ['a\0b'])).toThrow('U+0000');
    expect(() => makeCopyStatement('SELECT $2', ['a'])).toThrow('$2');
  });

  test('see the workspace and no other', async () => {
    const other = (await makeWorkspace()).system;
    const rows = await copyRows('SELECT id FROM workspace');
    expect(rows.map(([id]) => Buffer.from(id!).toString())).toEqual([actor.workspaceId]);
    expect(
      await readWorkspace(other, (_, copy) =>
        copy('SELECT id FROM workspace WHERE id = $1', [actor.workspaceId]),
      ),
    ).toEqual([]);
  });

  test('a statement that fails says so, and leaves the connection usable', async () => {
    await expect(copyRows('SELECT nothing_like_it')).rejects.toThrow('nothing_like_it');
    expect(await copyRows(`SELECT 'b'::text`)).toHaveLength(1);
  });
});

test('are read however they are cut', () => {
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xFF\r\n\0', 'latin1'), Buffer.alloc(8)]);
  const rows = Buffer.from('0002 00000001 61 ffffffff 0001 00000002 6263 ffff'.replaceAll(' ', ''), 'hex');
  const bytes = Buffer.concat([header, rows]);
  for (let size = 1; size <= bytes.length; size += 1) {
    const reader = readCopied();
    for (let at = 0; at < bytes.length; at += size) reader.add(bytes.subarray(at, at + size));
    expect(reader.rows.map((row) => row.map((column) => column && Buffer.from(column).toString()))).toEqual([
      ['a', null],
      ['bc'],
    ]);
  }
});
