import { expect, inject, onTestFinished, test, vi } from 'vitest';

import { listStoresOperation } from '@/lib/stores/schema';
import { createDatabase } from '@/lib/testing/new-database';
import { startSpawnedServer } from '@/lib/testing/spawned-server';

import { createClient } from './support/client';

vi.setConfig({ testTimeout: 240_000 });

const limit = 40;
const asked = 3 * limit;

test('the limit of requests a minute holds across two processes', async () => {
  const key = 'plk_rate-limit-test-key-0123456789abcdef';
  const DATABASE_URL = await createDatabase(inject('postgresAdminUrl'));
  const env = { SEED_DEMO: '0', INIT_API_KEY: key, LIMIT_REQUESTS_PER_MINUTE: String(limit), DATABASE_URL };
  const first = await startSpawnedServer(env);
  onTestFinished(first.dispose);
  const second = await startSpawnedServer(env);
  onTestFinished(second.dispose);
  const clients = [createClient(first.url, key), createClient(second.url, key)];
  const startedInMinute = Math.floor(Date.now() / 60_000);
  const sendAll = clients.flatMap((client) =>
    Array.from({ length: asked }, () => client.send(listStoresOperation)),
  );
  const answers = await Promise.all(sendAll);
  const minutes = Math.floor(Date.now() / 60_000) - startedInMinute + 1;

  const accepted = answers.filter((answer) => answer.status === 200).length;
  const refused = answers.filter((answer) => answer.status === 429);
  expect(accepted + refused.length).toBe(2 * asked);
  expect(accepted).toBeGreaterThan(limit / 2);
  expect(accepted).toBeLessThanOrEqual(limit * minutes);
  for (const answer of refused) {
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
  }
});
