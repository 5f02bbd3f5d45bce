import { expect, inject, onTestFinished, test, vi } from 'vitest';

import type { Operation } from '@/lib/http/contract';
import { searchMemoriesOperation } from '@/lib/search/schema';
import { createStoreOperation, listStoresOperation } from '@/lib/stores/schema';
import { createDatabase } from '@/lib/testing/new-database';
import { postgresTemplate } from '@/lib/testing/postgres-setup';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import { exportStoreOperation } from '@/lib/transfer/schema';
import { createApiKeyOperation } from '@/lib/workspaces/schema';

import { createClient } from './support/client';
import type { Client, Input } from './support/client';

vi.setConfig({ testTimeout: 240_000 });

const key = 'plk_rate-limit-test-key-0123456789abcdef';
const limit = 40;
const asked = 3 * limit;

async function startTwo(limits: Record<string, string>): Promise<string[]> {
  const DATABASE_URL = await createDatabase(inject('postgresAdminUrl'), postgresTemplate);
  const env = { SEED_DEMO: '0', INIT_API_KEY: key, DATABASE_URL, ...limits };
  const urls: string[] = [];
  for (let started = 0; started < 2; started += 1) {
    const server = await startSpawnedServer(env);
    onTestFinished(server.dispose);
    urls.push(server.url);
  }
  return urls;
}

type Asking = { operation: Operation; input?: Input; atMost: number };

/** Asks all of them at once, more than they may answer, and expects that together they keep the limit. */
async function expectLimit(
  clients: readonly Client[],
  { operation, input = {}, atMost }: Asking,
): Promise<void> {
  const startedInMinute = Math.floor(Date.now() / 60_000);
  const sendAll = clients.flatMap((client) =>
    Array.from({ length: asked }, () => client.send(operation, input)),
  );
  const answers = await Promise.all(sendAll);
  const minutes = Math.floor(Date.now() / 60_000) - startedInMinute + 1;

  const accepted = answers.filter((answer) => answer.status === 200).length;
  const refused = answers.filter((answer) => answer.status === 429);
  expect(accepted + refused.length).toBe(clients.length * asked);
  expect(accepted).toBeGreaterThan(atMost / 2);
  expect(accepted).toBeLessThanOrEqual(atMost * minutes);
  for (const answer of refused) {
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
  }
}

test('the limit of requests a minute holds across two processes', async () => {
  const urls = await startTwo({ LIMIT_REQUESTS_PER_MINUTE: String(limit) });
  const clients = urls.map((url) => createClient(url, key));
  await expectLimit(clients, { operation: listStoresOperation, atMost: limit });
});

test('those of searches for a credential, and of exports for a workspace, hold across two processes', async () => {
  const [searches, exportsOfAll] = [30, 16];
  const urls = await startTwo({
    LIMIT_SEARCHES_PER_MINUTE: String(searches),
    LIMIT_EXPORTS_PER_MINUTE: '1000',
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: String(exportsOfAll),
  });
  const [first] = urls.map((url) => createClient(url, key));
  const store = await first!.call(createStoreOperation, { body: { name: 'Limits' } });
  const made = { name: 'Another', kind: 'operator' };
  const { secret } = await first!.call(createApiKeyOperation, { body: made });
  const exporting = { operation: exportStoreOperation, input: { params: { memory_store_id: store.id } } };
  const ours = urls.map((url) => createClient(url, key));
  const theirs = urls.map((url) => createClient(url, secret));

  await expectLimit(ours, {
    operation: searchMemoriesOperation,
    input: { body: { query: 'anything' } },
    atMost: searches,
  });
  await expectLimit([...ours, ...theirs], { ...exporting, atMost: exportsOfAll });
  expect((await first!.send(listStoresOperation)).status).toBe(200);
});
