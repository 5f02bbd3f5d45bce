import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { startPostgresServer } from '@/lib/testing/postgres-server';
import { startSpawnedServer } from '@/lib/testing/spawned-server';

import { createApi } from './api';
import type { Api } from './api';
import type { Victim } from './campaign';

const readyTimeoutMs = 60_000;
const pollMs = 50;

export type House = {
  api: Api;
  server: Victim;
  database: Victim | null;
  output: () => string;
  dispose: () => Promise<void>;
};

function makeSettings(): { key: string; env: Record<string, string> } {
  const key = `plk_${randomBytes(24).toString('hex')}`;
  return {
    key,
    env: { SEED_DEMO: '0', INIT_API_KEY: key, LIMIT_REQUESTS_PER_MINUTE: '1000000', LOG_LEVEL: 'warn' },
  };
}

async function waitUntilReady(url: string): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > deadline) throw new Error('The server did not become ready again.');
    await sleep(pollMs);
  }
}

/** The built application on the embedded database. */
export async function openEmbeddedHouse(): Promise<House> {
  const { key, env } = makeSettings();
  const server = await startSpawnedServer(env);
  return {
    api: createApi(() => server.url, key),
    server: { kill: server.kill9, revive: () => server.restart() },
    database: null,
    output: server.output,
    dispose: server.dispose,
  };
}

/** The built application on a PostgreSQL of its own, either of which can be killed. */
export async function openPostgresHouse(): Promise<House> {
  const { key, env } = makeSettings();
  const postgres = await startPostgresServer();
  const server = await startSpawnedServer({ ...env, DATABASE_URL: postgres.adminUrl });
  return {
    api: createApi(() => server.url, key),
    server: { kill: server.kill9, revive: () => server.restart() },
    database: {
      kill: postgres.kill9,
      revive: async () => {
        await postgres.restart();
        await waitUntilReady(server.url);
      },
    },
    output: server.output,
    dispose: async () => {
      await server.dispose();
      await postgres.stop();
    },
  };
}
