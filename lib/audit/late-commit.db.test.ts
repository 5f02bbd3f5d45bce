import { beforeAll, describe, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { isEmbedded, useDatabase } from '@/lib/testing/database';
import { makeStore, makeWorkspace } from '@/lib/testing/factories';
import { appendLate as appendLateTo } from '@/lib/testing/late-entry';

import { exportEntries } from './export-entries';
import { listAuditEntries } from './read';
import type { AuditQuery } from './schema';

const context = useDatabase();

let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  await makeStore(system);
});

const appendLate = () => appendLateTo(context.adminUrl, system);

async function readPage(query: Partial<AuditQuery>) {
  const { data, next_page: page } = await listAuditEntries(system, { limit: 100, order: 'asc', ...query });
  return { ids: data.map((entry) => entry.id), page: page ?? undefined };
}

type Reading = { ids: string[]; page: string | undefined };

/** Reads on to what is the end at this moment; an empty page leaves the reader where it stood. */
async function readOn({ ids, page }: Reading): Promise<Reading> {
  const next = await readPage({ limit: 2, page });
  return next.ids.length === 0 ? { ids, page } : readOn({ ids: [...ids, ...next.ids], page: next.page });
}

/** Reads on until everything that is committed has come: any transaction of the server, of others too, may delay it for a moment. */
async function catchUp(reading: Reading): Promise<Reading> {
  const { ids: committed } = await readPage({ order: 'desc' });
  const reached = await readOn(reading);
  return reached.ids.length < committed.length ? catchUp(reached) : reached;
}

const beginning: Reading = { ids: [], page: undefined };

// The embedded database has one connection, so nothing can commit while another transaction is open.
describe.skipIf(isEmbedded)('while a writer that began earlier has not committed', () => {
  test('a log that is followed waits for it, and misses and repeats nothing', async () => {
    const start = await catchUp(beginning);
    const late = await appendLate();
    await makeStore(system);
    const during = await readOn(start);
    expect(during).toEqual(start);
    await late.commit();
    await makeStore(system);
    const { ids } = await catchUp(during);
    expect(ids.slice(start.ids.length)).toHaveLength(3);
    expect(ids[start.ids.length]).toBe(late.id);
    expect(ids).toEqual((await catchUp(beginning)).ids);
  });

  test('a walk from the newest on stays inside what its first page could see', async () => {
    const late = await appendLate();
    await makeStore(system);
    const known = await readPage({ order: 'desc' });
    const first = await readPage({ order: 'desc', limit: 1 });
    await late.commit();
    await makeStore(system);
    const rest: string[] = [];
    for (let page = first.page; page !== undefined;) {
      const next = await readPage({ order: 'desc', limit: 1, page });
      rest.push(...next.ids);
      page = next.page;
    }
    expect([...first.ids, ...rest]).toEqual(known.ids);
    expect((await readPage({ order: 'desc' })).ids).toContain(late.id);
  });

  test('an export holds everything that is committed, and nothing that is not', async () => {
    const late = await appendLate();
    await makeStore(system);
    const known = await readPage({ order: 'desc' });
    const { chunks } = await exportEntries(system, {});
    await late.commit();
    let file = '';
    for await (const chunk of chunks) file += Buffer.from(chunk).toString('utf8');
    const lines = file.trimEnd().split('\n').slice(1, -1);
    const ids = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids).toEqual(known.ids.toReversed());
  });

  test('readers that poll while writers commit in any order see each entry once', async () => {
    let reading = beginning;
    const open: Awaited<ReturnType<typeof appendLate>>[] = [];
    for (let round = 0; round < 6; round += 1) {
      open.push(await appendLate());
      await makeStore(system);
      const isOldestNext = round % 3 === 0;
      if (round % 2 === 1) await (isOldestNext ? open.shift() : open.pop())?.commit();
      reading = await readOn(reading);
    }
    for (const writer of open) await writer.commit();
    const { ids } = await catchUp(reading);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.toSorted()).toEqual((await readPage({ order: 'desc' })).ids.toSorted());
  });
});
