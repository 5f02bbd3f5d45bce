import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { createMemoryOperation, updateMemoryOperation } from '@/lib/memories/schema';
import { createStoreOperation } from '@/lib/stores/schema';
import { createDatabase } from '@/lib/testing/new-database';
import { postgresTemplate } from '@/lib/testing/postgres-setup';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';
import { removeMemberOperation } from '@/lib/workspaces/member';

import { createClient } from './support/client';
import type { Client } from './support/client';
import { listen } from './support/listening';
import type { Listening } from './support/listening';
import { unique } from './support/notes';
import { databaseKinds } from './support/servers-setup';
import { makeSignedIn, openWorld } from './support/world';

const patience = { timeout: 30_000 };
const idsOf = (changes: readonly { id: string }[]) => changes.map(({ id }) => id).toSorted();

type TrailPage = { data: { id: string }[]; next_page: string | null };

/** The whole trail of the key's workspace, oldest first. */
async function readTrail(client: Client): Promise<string[]> {
  const ids: string[] = [];
  let page: string | null = null;
  do {
    const query = { order: 'asc', limit: 100, ...(page !== null && { page }) };
    const answer: TrailPage = await client.call(listAuditEntriesOperation, { query });
    if (answer.data.length === 0) break;
    ids.push(...answer.data.map(({ id }) => id));
    page = answer.next_page;
  } while (page !== null);
  return ids;
}

describe.each(databaseKinds)('events, on %s', (kind) => {
  const url = inject('serverUrls')[kind];
  const headers = { 'x-api-key': inject('operatorKey') };
  const client = createClient(url, headers);

  test('a write is told, without what was written', async () => {
    const { changes, cut } = await listen(url, headers);
    const name = unique('store');
    const { id } = await client.call(createStoreOperation, { body: { name } });
    await vi.waitFor(() => {
      expect(changes).toContainEqual(expect.objectContaining({ target: { type: 'memory_store', id } }));
    }, patience);
    expect(JSON.stringify(changes)).not.toContain(name);
    cut();
  });

  test('refusals come before the stream, in the envelope', async () => {
    const operation = { ...listAuditEntriesOperation, path: '/v1/events' };
    const nobody = createClient(url, {});
    expect(await nobody.refuse(operation)).toMatchObject({ status: 401, type: 'authentication_error' });
    const query = { after: 'page_nonsense' };
    expect(await client.refuse(operation, { query })).toMatchObject({ status: 400 });
  });
});

describe('two processes on one PostgreSQL', () => {
  const key = `plk_events_${'0'.repeat(32)}`;
  const headers = { 'x-api-key': key };
  const servers: SpawnedServer[] = [];
  let clients: Client[];
  let storeId: string;

  beforeAll(async () => {
    const DATABASE_URL = await createDatabase(inject('postgresAdminUrl'), postgresTemplate);
    const env = {
      DATABASE_URL,
      SEED_DEMO: '0',
      INIT_API_KEY: key,
      SECRET: 'of two servers, and the same for both',
      LIMIT_REQUESTS_PER_MINUTE: '1000000',
    };
    servers.push(await startSpawnedServer(env), await startSpawnedServer(env));
    clients = servers.map((server) => createClient(server.url, headers));
    storeId = (await clients[0]!.call(createStoreOperation, { body: { name: unique('store') } })).id;
  }, 120_000);
  afterAll(() => Promise.all(servers.map((server) => server.dispose())));

  function write(at: number) {
    const body = { path: `/${unique('memory')}.md`, content: unique('content') };
    return clients[at % 2]!.call(createMemoryOperation, { params: { memory_store_id: storeId }, body });
  }

  test('what one commits, the other tells', async () => {
    const listening = await Promise.all(servers.map(({ url }) => listen(url, headers)));
    const memories = [await write(0), await write(1)];
    for (const { changes, cut } of listening) {
      await vi.waitFor(() => {
        expect(changes.map((change) => change.memory_id ?? '').toSorted()).toEqual(
          memories.map(({ id }) => id).toSorted(),
        );
      }, patience);
      cut();
    }
  });

  test('whoever is cut off again and again, and comes back at either, misses and repeats nothing', async () => {
    let listening = await listen(servers[0]!.url, headers);
    const { changes: first } = listening;
    const { id: marker } = await write(0);
    // The trail tells of a write once nobody older can come before it: from here on it is told in full.
    await vi.waitFor(() => expect(first.map((change) => change.memory_id)).toContain(marker), patience);
    const before = new Set(await readTrail(clients[0]!));
    const told: string[] = [];
    let isWriting = true;
    const writers = Array.from({ length: 8 }, async (_, writer) => {
      const { id } = await write(writer);
      const params = { memory_store_id: storeId, memory_id: id };
      for (let round = 0; round < 15; round += 1) {
        const body = { content: unique('content') };
        await clients[(writer + round) % 2]!.call(updateMemoryOperation, { params, body });
      }
    });
    const written = Promise.all(writers).finally(() => (isWriting = false));
    const comeBack = async (at: number): Promise<Listening> => {
      listening.cut();
      const cursor = listening.cursor();
      told.push(...listening.changes.map(({ id }) => id));
      return listen(servers[at % 2]!.url, headers, cursor);
    };
    for (let at = 1; isWriting; at += 1) {
      const { changes } = listening;
      await vi.waitFor(() => expect(changes.length > 0 || !isWriting).toBe(true), patience);
      listening = await comeBack(at);
    }
    await written;
    await vi.waitFor(async () => {
      const expected = (await readTrail(clients[1]!)).filter((id) => !before.has(id));
      const all = [...told, ...listening.changes.map(({ id }) => id)].filter((id) => !before.has(id));
      expect(expected).toHaveLength(8 * 16);
      expect(all.toSorted()).toEqual(expected.toSorted());
    }, patience);
    listening.cut();
  });

  test('nobody waits for a client that takes nothing', async () => {
    const { port, hostname } = new URL(servers[0]!.url);
    const idle = connect(Number(port), hostname);
    idle.write(`GET /v1/events HTTP/1.1\r\nhost: ${hostname}\r\nx-api-key: ${key}\r\n\r\n`);
    await new Promise((resolve) => idle.once('readable', resolve));
    idle.pause();
    const attentive = await listen(servers[0]!.url, headers);
    const { id } = await write(0);
    await vi.waitFor(() => {
      expect(attentive.changes.map((change) => change.memory_id)).toContain(id);
    }, patience);
    attentive.cut();
    idle.destroy();
  });

  test('streams end when the process is told to, and it ends cleanly', async () => {
    const [first, second] = servers as [SpawnedServer, SpawnedServer];
    const listening = await Promise.all(Array.from({ length: 10 }, () => listen(second.url, headers)));
    const { id } = await write(1);
    expect(await second.stop()).toBe(0);
    await Promise.all(listening.map(({ ended }) => ended));
    const back = await listen(first.url, headers, listening[0]!.cursor());
    await vi.waitFor(() => {
      const changes = [...listening[0]!.changes, ...back.changes];
      expect(changes.filter((change) => change.memory_id === id)).toHaveLength(1);
    }, patience);
    expect(idsOf(back.changes)).toEqual([...new Set(idsOf(back.changes))]);
    back.cut();
  });
});

describe('people', () => {
  const world = openWorld();

  test('the stream of a member who is removed ends, and there is no way back in', async () => {
    const headers = await makeSignedIn(world, 'viewer');
    const me = (await (await fetch(`${world.url}/v1/me`, { headers })).json()) as { id: string };
    const listening = await listen(world.url, headers);
    const admin = createClient(world.url, world.headers['operator key']);
    const params = { user_id: me.id };
    await admin.call(removeMemberOperation, { params });
    await listening.ended;
    expect(listening.changes).toEqual([]);
    await expect(listen(world.url, headers, listening.cursor())).rejects.toThrow('401');
  });
});
