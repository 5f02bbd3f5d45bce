import { beforeAll, beforeEach, expect, test, vi } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeWorkspace, unique } from '@/lib/testing/factories';
import { asOwner } from '@/lib/testing/owner';
import { createInvitation } from '@/lib/workspaces/create-invitation';
import { previewInvitationOperation } from '@/lib/workspaces/invitation';
import { previewInvitation } from '@/lib/workspaces/read';

import { endpoint, handleOpen } from './endpoint';

vi.setConfig({ testTimeout: 120_000 });
vi.stubEnv('LOG_LEVEL', 'silent');
vi.stubEnv('PUBLIC_URL', 'https://memory.example.org');
const context = useDatabase();

const { POST } = endpoint(
  handleOpen(previewInvitationOperation, ({ body }) => previewInvitation(body.token)),
);

let system: Actor;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
});
beforeEach(() => asOwner(context, (query) => query('DELETE FROM sign_in_window')));

type Options = { address?: string; headers?: Record<string, string> };

function open(token: string, { address = '192.0.2.1', headers = {} }: Options = {}): Promise<Response> {
  const request = new Request('https://memory.example.org/v1/invitations/preview', {
    method: 'POST',
    headers: { 'x-palimpsest-remote-address': address, ...headers },
    body: JSON.stringify({ token }),
  });
  return POST(request, { params: Promise.resolve({}) });
}

async function invite(): Promise<string> {
  const { url } = await createInvitation(system, { email: `${unique('a')}@example.org`, role: 'viewer' });
  return new URL(url).hash.slice(1);
}

test('answers whoever holds the secret, in no workspace and for no cache', async () => {
  const answer = await open(await invite());
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.has('anthropic-workspace-id')).toBe(false);
});

test('an address has ten wrong attempts, and right ones do not count', async () => {
  const token = await invite();
  for (let use = 0; use < 12; use += 1) expect((await open(token)).status).toBe(200);
  for (let guess = 0; guess < 10; guess += 1) expect((await open(`plin_${guess}`)).status).toBe(404);
  const refusal = await open(token);
  expect(refusal.status).toBe(429);
  expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await open(token, { address: '198.51.100.7' })).status).toBe(200);
});

test('a page of another site is refused, whatever it brings', async () => {
  const cookie = 'palimpsest.session=x';
  const foreign = { cookie, origin: 'https://evil.example' };
  const own = { cookie, origin: 'https://memory.example.org' };
  const token = await invite();
  for (const headers of [{ cookie }, foreign, { ...own, 'sec-fetch-site': 'cross-site' }]) {
    expect((await open(token, { headers })).status).toBe(403);
  }
  expect((await open(token, { headers: own })).status).toBe(200);
});
