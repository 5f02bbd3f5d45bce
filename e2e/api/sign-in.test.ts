import { beforeAll, describe, expect, inject, test, vi } from 'vitest';

import { makeBrowser } from '@/lib/testing/browser';
import type { Browser } from '@/lib/testing/browser';
import { createDatabase } from '@/lib/testing/new-database';
import { postgresTemplate } from '@/lib/testing/postgres-setup';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';
import { meResource } from '@/lib/workspaces/schema';

import { startEmptyServer } from './support/empty-server';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 240_000 });

const owner = { email: 'owner@example.org', password: 'a long enough password' };
const env = { SEED_DEMO: '0', INIT_OWNER_EMAIL: owner.email, INIT_OWNER_PASSWORD: owner.password };
const publicUrl = 'https://memory.example.org';

const servers: Partial<Record<'embedded' | 'postgres' | 'second' | 'proxied', SpawnedServer>> = {};

beforeAll(async () => {
  const DATABASE_URL = await createDatabase(inject('postgresAdminUrl'), postgresTemplate);
  servers.embedded = await startEmptyServer(env);
  servers.postgres = await startSpawnedServer({ ...env, DATABASE_URL });
  servers.second = await startSpawnedServer({ ...env, DATABASE_URL });
  const proxied = { ...env, PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '1' };
  servers.proxied = await startEmptyServer(proxied);
  return async () => {
    await Promise.all(Object.values(servers).map((server) => server.dispose()));
  };
});

function open(server: keyof typeof servers): Browser {
  const { url } = servers[server]!;
  return makeBrowser(url, (request) => {
    request.headers.delete('host');
    return fetch(request);
  });
}

async function signIn(browser: Browser, headers: Record<string, string> = {}): Promise<number> {
  return (await browser.signIn(owner.email, owner.password, headers)).status;
}

describe.each(['embedded', 'postgres'] as const)('on %s', (kind) => {
  test('a person signs in, is known to the API, and signs out', async () => {
    const browser = open(kind);
    expect((await browser.get('/v1/me')).status).toBe(401);
    expect(await signIn(browser)).toBe(200);
    const me = meResource.parse(await (await browser.get('/v1/me')).json());
    expect(me).toMatchObject({ type: 'user_actor', user: { email: owner.email }, role: 'admin' });
    for (let poll = 0; poll < 3; poll += 1) await browser.get('/api/auth/session');
    expect((await browser.get('/v1/me')).status).toBe(200);
    const { csrfToken } = (await (await browser.get('/api/auth/csrf')).json()) as { csrfToken: string };
    await browser.post('/api/auth/signout', { csrfToken });
    expect((await browser.get('/v1/me')).status).toBe(401);
  });

  test('one cookie of another installation is no cookie', async () => {
    const [here, there] = [open(kind), open('proxied')];
    expect(await signIn(there, { origin: publicUrl, 'x-forwarded-for': '198.51.100.9' })).toBe(200);
    here.cookies.set('palimpsest.session', there.cookies.get('__Host-palimpsest.session') ?? '');
    expect((await here.get('/v1/me')).status).toBe(401);
  });
});

describe('the limit of attempts', () => {
  test('holds over two servers, whatever a caller says of its address', async () => {
    const email = 'somebody@example.org';
    const attempts = Array.from({ length: 100 }, (_, index) =>
      open(index % 2 === 0 ? 'postgres' : 'second').signIn(email, `guess ${index}`, {
        'x-forwarded-for': `198.51.100.${index}`,
        'x-palimpsest-remote-address': `198.51.100.${index}`,
        forwarded: `for=198.51.100.${index}`,
        'x-real-ip': `198.51.100.${index}`,
      }),
    );
    const answers = await Promise.all(attempts);
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(refused).toHaveLength(90);
    for (const { headers } of refused) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
      expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(300);
    }
  });

  test('behind a proxy is kept for each address that the proxy saw', async () => {
    const from = (forwarded: string) => ({ origin: publicUrl, 'x-forwarded-for': forwarded });
    const guess = async (index: number, forwarded: string) =>
      (await open('proxied').signIn(`p${index}@example.org`, 'a wrong guess', from(forwarded))).status;
    const statuses = await Promise.all(
      Array.from({ length: 20 }, (_, index) => guess(index, `203.0.113.${index}, 198.51.100.1`)),
    );
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect(await signIn(open('proxied'), from('203.0.113.77, 198.51.100.1'))).toBe(429);
    expect(await signIn(open('proxied'), from('198.51.100.2'))).toBe(200);
  });
});

describe('under https', () => {
  test('every cookie is bound to the host, and a page of http is another site', async () => {
    const browser = open('proxied');
    const answer = await browser.signIn(owner.email, owner.password, {
      origin: publicUrl,
      'x-forwarded-for': '198.51.100.3',
    });
    expect(await answer.json()).toEqual({ url: `${publicUrl}/` });
    expect([...browser.cookies.keys()].every((name) => name.startsWith('__Host-palimpsest.'))).toBe(true);
    const lines = answer.headers.getSetCookie();
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/; Path=\/.*; HttpOnly; Secure; SameSite=Lax$/);
    expect(await signIn(open('proxied'), { origin: 'http://memory.example.org' })).toBe(403);
  });
});

test('all scripts of a page are fetched at once, and wait for its first frame', async () => {
  const page = await (await open('embedded').get('/sign-in')).text();
  const head = page.slice(0, page.indexOf('</head>'));
  expect(head).toMatch(/<link rel="preload" as="script" fetchpriority="low" nonce="[^"]+" href="\/_next\//);
  expect(head).toContain('requestAnimationFrame(look)');
  // Browsers without modules alone load the last one.
  expect(head.replaceAll(/<script [^>]*noModule[^>]*>/g, '')).not.toContain('<script src=');
});
