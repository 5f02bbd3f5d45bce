import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';

import { readWorkspace, withWorkspace } from './workspace';

const context = useDatabase();
let actor: Actor;

beforeAll(async () => {
  actor = (await makeWorkspace()).system;
  await asOwner(context, async (query) => {
    await query(
      'CREATE TABLE link (id int PRIMARY KEY, other int REFERENCES link DEFERRABLE INITIALLY DEFERRED)',
    );
    await query('GRANT SELECT, INSERT ON link TO palimpsest_app');
  });
});

const insertDangling = 'INSERT INTO link VALUES (1, 99)';
const countLinks = async () => context.database.query('SELECT 1 FROM link');

describe('a COMMIT that fails', () => {
  test('is reported by a Prisma transaction, and nothing is there', async () => {
    await expect(withWorkspace(actor, (tx) => tx.$executeRawUnsafe(insertDangling))).rejects.toThrow(
      /foreign ?key/i,
    );
    expect(await countLinks()).toEqual([]);
  });

  test('is reported by a transaction of the driver, and nothing is there', async () => {
    await expect(readWorkspace(actor, (query) => query(insertDangling))).rejects.toThrow(/foreign ?key/i);
    expect(await countLinks()).toEqual([]);
  });

  test('leaves the connection usable', async () => {
    await expect(withWorkspace(actor, (tx) => tx.$executeRawUnsafe(insertDangling))).rejects.toThrow();
    await withWorkspace(actor, (tx) => tx.$executeRawUnsafe('INSERT INTO link VALUES (2, 2)'));
    expect(await countLinks()).toHaveLength(1);
  });
});

describe('values keep their kind on either database', () => {
  test('through the driver', async () => {
    const values = [9_007_199_254_740_993n, 'a\u00e9', JSON.stringify({ a: 1 }), new Uint8Array([0, 255])];
    const [row] = await context.database.query(
      'SELECT $1::bigint AS big, $2::text AS text, $3::jsonb AS json, $4::bytea AS bytes, ARRAY[$2::text] AS list, null AS nothing',
      values,
    );
    expect(row).toMatchObject({
      big: values[0],
      text: values[1],
      json: { a: 1 },
      list: [values[1]],
      nothing: null,
    });
    expect([...(row as { bytes: Uint8Array }).bytes]).toEqual([0, 255]);
  });
});

test('the clock moves on inside a transaction, and is UTC in every session', async () => {
  const [row] = await readWorkspace(actor, (query) =>
    query<{ first: bigint; second: bigint; zone: string }>(
      `SELECT now_us() AS first, pg_sleep(0.001), now_us() AS second, current_setting('TimeZone') AS zone`,
    ),
  );
  expect(row?.second).toBeGreaterThan(row?.first ?? 0n);
  expect(row?.zone).toMatch(/^(UTC|GMT|Etc\/UTC)$/);
});
