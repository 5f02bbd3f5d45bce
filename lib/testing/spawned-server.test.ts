import { afterAll, beforeAll, expect, test } from 'vitest';

import { startSpawnedServer } from './spawned-server';
import type { SpawnedServer } from './spawned-server';

let server: SpawnedServer;

beforeAll(async () => {
  server = await startSpawnedServer({ SEED_DEMO: '0' });
});

afterAll(() => server.dispose());

test('says once where it is, and is alive', async () => {
  expect(server.output().split(`Palimpsest is ready at ${server.url}`)).toHaveLength(2);
  const response = await fetch(`${server.url}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: 'ok' });
});

test('nothing under the API is HTML or a redirect', async () => {
  for (const target of ['/v1', '/v1/', '/v1/no/such/thing', '/v1/no/such/thing/', '/v1/memory_stores/']) {
    const response = await fetch(`${server.url}${target}`, { redirect: 'manual' });
    expect(response.status, target).toBeGreaterThanOrEqual(400);
    expect(response.headers.get('content-type'), target).toContain('application/json');
    expect(await response.json(), target).toMatchObject({ request_id: response.headers.get('request-id') });
  }
});

test('stops in order at SIGTERM, and starts again on the same data, after a kill too', async () => {
  expect(await server.stop()).toBe(0);
  await server.restart();
  await server.kill9();
  await server.restart();
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
});

test('a second server on the same port refuses with a sentence', async () => {
  const refused = startSpawnedServer({ PORT: String(server.port), SEED_DEMO: '0' });
  await expect(refused).rejects.toThrow(`port ${server.port} on 127.0.0.1 is already taken`);
});

test('a wrong setting refuses with a sentence', async () => {
  await expect(startSpawnedServer({ DATABASE_URL: 'mysql://x' })).rejects.toThrow(
    /Palimpsest cannot start: DATABASE_URL/,
  );
});
