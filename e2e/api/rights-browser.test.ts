import { describe, expect, test } from 'vitest';

import { operations } from '@/app/v1/operations';
import { createMemoryOperation } from '@/lib/memories/schema';

import { fill } from './support/address';
import { createClient } from './support/client';
import { fingerprint } from './support/fingerprint';
import { unique } from './support/notes';
import { openWorld } from './support/world';

const world = openWorld();

/** The admin's cookie without what the browser says about the page that it was sent from. */
function cookieOnly(): Record<string, string> {
  const { origin: _, ...rest } = world.headers.admin;
  return rest;
}

const foreign: Record<string, string>[] = [
  {},
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1' },
  { referer: 'https://evil.example/form' },
  { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://evil.example' },
  { 'content-type': 'text/plain', origin: 'https://evil.example' },
];

describe.each(operations.filter(({ method }) => method !== 'GET'))(
  '$id with an admin’s cookie',
  (operation) => {
    test('is refused to a page of another site', async () => {
      const url = `${world.url}${fill(operation.path, world.standing)}`;
      const own = { ...cookieOnly(), 'anthropic-beta': 'agent-memory-2026-07-22' };
      const same = { ...own, origin: world.url };
      const attempts = [
        ...foreign.map((headers) => ({ ...own, ...headers })),
        { ...same, 'sec-fetch-site': 'cross-site' },
        { ...same, 'sec-fetch-site': 'same-site' },
        { ...same, 'sec-fetch-site': 'none' },
      ];
      for (const headers of attempts) {
        const response = await fetch(url, { method: operation.method, headers });
        expect(response.status, JSON.stringify(headers)).toBe(403);
      }
    });
  },
);

test('a page of this server is let in', async () => {
  const client = createClient(world.url, { ...world.headers.admin, 'sec-fetch-site': 'same-origin' });
  const body = { path: `/${unique('browser')}`, content: '' };
  const memory = await client.call(createMemoryOperation, { params: world.standing, body });
  expect(memory.path).toBe(body.path);
});

test('a cookie that expired, was altered or names another workspace lets nobody in', async () => {
  const { cookie = '' } = world.headers.admin;
  const listing = operations.find(({ id }) => id === 'listSessions');
  if (!listing) throw new Error('listSessions is gone.');
  const altered = `${cookie.slice(0, -3)}${cookie.endsWith('AAA') ? 'BBB' : 'AAA'}`;
  for (const headers of [{ cookie: altered }, { cookie: 'palimpsest.session=nonsense' }]) {
    expect(await createClient(world.url, headers).refuse(listing)).toMatchObject({ status: 401 });
  }
  const elsewhere = { ...world.headers.admin, 'anthropic-workspace-id': 'wrkspc_01another' };
  const refusal = await createClient(world.url, elsewhere).refuse(listing);
  expect([401, 403]).toContain(refusal.status);
});

test('reading changes nothing: every GET leaves the data as it was', async () => {
  const before = await fingerprint(world.workspaceId);
  // That somebody took data out is noted in the trail on purpose.
  const gets = operations.filter(({ method, download }) => method === 'GET' && download === undefined);
  const ending = gets.filter(({ events }) => events === undefined);
  const pages = ['/', '/healthz', '/readyz', '/v1/openapi.json', '/v1/nothing', '/icon.svg'];
  for (const principal of ['nobody', 'admin', 'agent key', 'operator key', 'session read_write'] as const) {
    const headers = world.headers[principal];
    const beta = { 'anthropic-beta': 'agent-memory-2026-07-22' };
    for (const path of [...pages, ...ending.map((operation) => fill(operation.path, world.standing))]) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const response = await fetch(`${world.url}${path}`, { method, headers: { ...headers, ...beta } });
        await response.arrayBuffer();
      }
    }
    for (const operation of gets) {
      const search = 'view=full&include=governance&limit=100&at=2026-01-01T00:00:00Z&follow=false';
      const url = `${world.url}${fill(operation.path, world.standing)}?${search}`;
      await (await fetch(url, { headers: { ...headers, ...beta } })).arrayBuffer();
    }
  }
  expect(await fingerprint(world.workspaceId)).toEqual(before);
});
