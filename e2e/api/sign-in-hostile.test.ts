import { beforeAll, describe, expect, test, vi } from 'vitest';

import { makeBrowser } from '@/lib/testing/browser';
import type { Browser } from '@/lib/testing/browser';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

import { startEmptyServer } from './support/empty-server';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const owner = { email: 'owner@example.org', password: 'a long enough password' };

let server: SpawnedServer;

beforeAll(async () => {
  const { email: INIT_OWNER_EMAIL, password: INIT_OWNER_PASSWORD } = owner;
  server = await startEmptyServer({ INIT_OWNER_EMAIL, INIT_OWNER_PASSWORD });
  return server.dispose;
});

function open(): Browser {
  return makeBrowser(server.url, (request) => {
    request.headers.delete('host');
    return fetch(request);
  });
}

describe('an address to go back to that is not ours', () => {
  const hostile = [
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/\t/evil.example',
    'https://evil.example/',
    'https://evil.example\\@127.0.0.1/',
    'http://[',
    'https://%',
    'javascript:alert(1)',
    'data:text/html,x',
    'x'.repeat(2000),
    '%',
    '%00',
    '\u202e',
  ];

  function expectOwn(address: string, base: string, what: string): void {
    expect(new URL(address, base).origin, what).toBe(base);
    expect(address, what).not.toMatch(/^[/\\]{2}|^\/\\/);
  }

  test.each(['/api/auth/signin', '/api/auth/signout', '/api/auth/error', '/api/auth/csrf', '/sign-in'])(
    'given to %s leads nowhere else and breaks nothing, in the address and in a cookie',
    async (path) => {
      const { url } = server;
      for (const value of hostile) {
        const browser = open();
        const answers = [
          await browser.get(`${path}?callbackUrl=${encodeURIComponent(value)}`),
          await browser.get(`${path}?callbackUrl=${encodeURIComponent(value)}&callbackUrl=/`),
        ];
        const cookie = `palimpsest.callback-url=${encodeURIComponent(value)}`;
        answers.push(await browser.get(path, { cookie }));
        answers.push(await browser.get(path, { cookie: `palimpsest.callback-url=%E0%A4%A; ${cookie}` }));
        for (const answer of answers) {
          expect(answer.status, value).toBeLessThan(500);
          expectOwn(answer.headers.get('location') ?? '/', url, value);
        }
      }
    },
  );

  test('is forgotten when signing in', async () => {
    const { url } = server;
    for (const callbackUrl of hostile) {
      const browser = open();
      const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
      const fields = { ...owner, csrfToken, callbackUrl };
      const form = await browser.post('/api/auth/callback/credentials', fields);
      expect(form.status, callbackUrl).toBe(302);
      expectOwn(form.headers.get('location') ?? '', url, callbackUrl);
      const script = await browser.post('/api/auth/callback/credentials', { ...fields, json: 'true' });
      expect(script.status, callbackUrl).toBe(200);
      expectOwn(((await script.json()) as { url: string }).url, url, callbackUrl);
      const page = await browser.get(`/sign-in?callbackUrl=${encodeURIComponent(callbackUrl)}`);
      expect(page.status, callbackUrl).toBe(307);
      expectOwn(page.headers.get('location') ?? '', url, callbackUrl);
    }
  });
});

describe('what next-auth has beside this', () => {
  test.each([
    ['GET', '/api/auth/callback/credentials', 405],
    ['GET', '/api/auth/providers', 404],
    ['GET', '/api/auth/verify-request', 404],
    ['GET', '/api/auth/callback/google', 404],
    ['GET', '/api/auth/callback/oidc', 404],
    ['POST', '/api/auth/signin/oidc', 404],
    ['GET', '/api/auth/signin/credentials', 404],
    ['GET', '/api/auth/__proto__', 404],
    ['GET', '/api/auth/toString', 404],
    ['POST', '/api/auth/_log', 404],
    ['POST', '/api/auth/session', 405],
    ['PUT', '/api/auth/signout', 405],
    ['DELETE', '/api/auth/session', 405],
  ])('%s %s is answered with %i', async (method, path, status) => {
    const { url } = server;
    const answer = await fetch(`${url}${path}`, { method, headers: { origin: url } });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ type: 'error' });
  });

  test('takes no form from another site', async () => {
    for (const origin of ['https://evil.example', 'null', '']) {
      for (const path of ['callback/credentials', 'signout']) {
        const answer = await open().post(`/api/auth/${path}`, {}, { origin });
        expect(answer.status).toBe(403);
      }
    }
  });

  test('survives a body of any shape', async () => {
    const { url } = server;
    const bodies = [
      '',
      '{',
      'null',
      '[]',
      '{"csrfToken":{},"callbackUrl":7}',
      '\0',
      'a=%E0%A4%A',
      'x'.repeat(100_000),
    ];
    for (const type of [
      'application/json',
      'application/x-www-form-urlencoded',
      'text/plain',
      'multipart/form-data',
    ]) {
      for (const body of bodies) {
        const headers = { origin: url, 'content-type': type };
        const path = `${url}/api/auth/callback/credentials`;
        const answer = await fetch(path, { method: 'POST', headers, body, redirect: 'manual' });
        expect(answer.status, `${type} ${body.slice(0, 40)}`).toBeLessThan(500);
      }
    }
  });
});

describe('a page without a session', () => {
  const tricks = [
    {},
    { 'x-middleware-subrequest': 'proxy:proxy:proxy:proxy:proxy' },
    {
      'x-middleware-subrequest': 'src/middleware:src/middleware:src/middleware:src/middleware:src/middleware',
    },
    { 'x-middleware-next': '1' },
    { 'x-invoke-path': '/sign-in', 'x-matched-path': '/sign-in' },
    { rsc: '1' },
    { cookie: 'palimpsest.session=nonsense' },
  ];

  test.each(tricks)('leads to the sign-in with %j', async (headers) => {
    let answer = await open().get('/w/wrkspc_01none/stores', headers as Record<string, string>);
    // The framework first gives an address of its own to what its router in the browser asks for.
    const moved = answer.headers.get('location');
    if (moved?.startsWith('/w/')) answer = await open().get(moved, headers as Record<string, string>);
    const body = await answer.text();
    expect(`${answer.headers.get('location') ?? ''} ${body}`).toContain('/sign-in?callbackUrl=');
    expect(body).not.toContain('owner@example.org');
    expect((await open().get('/v1/me', headers as Record<string, string>)).status).toBe(401);
  });
});
