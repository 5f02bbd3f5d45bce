import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { describe, expect, test } from 'vitest';

import { operations } from '@/app/v1/operations';
import type { Operation } from '@/lib/http/contract';

import { fill } from './support/address';
import { openWorld } from './support/world';

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

const world = openWorld();
const root = fileURLToPath(new URL('../../app/v1', import.meta.url));
const methods = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH', 'HEAD', 'OPTIONS'] as const;
/** Open to everybody on purpose. */
const publicRoutes = new Set(['GET /v1/openapi.json']);

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /(^|\/)route\.ts$/.test(name),
);

/** `memory_stores/[memory_store_id]/route.ts` as `/v1/memory_stores/{memory_store_id}`. */
function templateOf(file: string): string {
  const path = file
    .replace(/\/?route\.ts$/, '')
    .replaceAll('[', '{')
    .replaceAll(']', '}');
  return path === '' ? '/v1' : `/v1/${path}`;
}

async function loadHandlers(file: string): Promise<Partial<Record<string, Handler>>> {
  return (await import(pathToFileURL(join(root, file)).href)) as Partial<Record<string, Handler>>;
}

function callDirectly(
  handler: Handler,
  method: string,
  template: string,
  headers: Record<string, string> = {},
) {
  const request = new Request(`http://127.0.0.1${fill(template, {})}`, { method, headers });
  const names = [...template.matchAll(/\{([a-z_]+)\}/g)].map(([, name = '']) => [name, `${name}_01`]);
  return handler(request, { params: Promise.resolve(Object.fromEntries(names) as Record<string, string>) });
}

describe.each(files)('%s', (file) => {
  const template = templateOf(file);

  test('answers every method, and each that does something is an operation', async () => {
    const handlers = await loadHandlers(file);
    for (const method of methods) {
      const handler = handlers[method];
      if (!handler)
        throw new Error(`app/v1/${file} leaves ${method} to Next: export what endpoint() returns.`);
      const { status } = await callDirectly(handler, method, template);
      const isKnown = operations.some((each) => each.method === method && each.path === template);
      const doesNothing = status === 404 || status === 405;
      const isListed = isKnown || publicRoutes.has(`${method} ${template}`);
      expect(
        doesNothing || isListed,
        `app/v1/${file} answers ${method} with ${status}, but no operation describes it: define it in the domain's schema.ts, list that in app/v1/operations.ts, and say in e2e/api/support/rights-table.ts who may call it.`,
      ).toBe(true);
      expect(
        doesNothing && isKnown,
        `app/v1/${file} has no handler for the operation ${method} ${template}.`,
      ).toBe(false);
    }
  });
});

test('every operation has a route', () => {
  const templates = new Set(files.map(templateOf));
  const homeless = operations
    .filter(({ path }) => !templates.has(path))
    .map(({ method, path }) => `${method} ${path}`);
  expect(homeless, `Add route files under app/v1 for ${homeless.join(', ')}.`).toEqual([]);
});

async function loadHandler(operation: Operation): Promise<Handler> {
  const file = files.find((each) => templateOf(each) === operation.path);
  const handler = file && (await loadHandlers(file))[operation.method];
  if (!handler) throw new Error(`${operation.id} has no handler.`);
  return handler;
}

const tricks: Record<string, string>[] = [
  {},
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
  { 'x-middleware-next': '1', 'x-middleware-rewrite': '/healthz', 'x-matched-path': '/healthz' },
  { 'x-palimpsest-remote-address': '127.0.0.1', 'x-forwarded-for': '127.0.0.1', 'x-real-ip': '127.0.0.1' },
  { 'x-forwarded-host': 'localhost', 'x-original-url': '/healthz', 'x-rewrite-url': '/healthz' },
  { 'x-http-method-override': 'GET', 'x-palimpsest-actor': 'system_actor' },
  { authorization: 'Bearer null' },
  { authorization: 'Basic YWRtaW46YWRtaW4=' },
  { cookie: 'palimpsest.session=; __Host-palimpsest.session=x' },
];

const [open, closed] = [true, false].map((isOpen) =>
  operations.filter((operation) => (operation.isOpen ?? false) === isOpen),
) as [Operation[], Operation[]];

test.each(open)('$id does nothing without the secret of a link', async (operation) => {
  const handler = await loadHandler(operation);
  for (const headers of tricks) {
    const answers = [
      await callDirectly(handler, operation.method, operation.path, headers),
      await fetch(`${world.url}${operation.path}`, { method: operation.method, headers }),
    ];
    for (const { status } of answers) {
      expect(status, JSON.stringify(headers)).toBe('cookie' in headers ? 403 : 400);
    }
  }
});

describe.each(closed)('$id without credentials', (operation) => {
  test('is refused by the handler itself', async () => {
    const handler = await loadHandler(operation);
    for (const headers of tricks) {
      const response = await callDirectly(handler, operation.method, operation.path, headers);
      expect(response.status, JSON.stringify(headers)).toBe(401);
    }
  });

  test('is refused by the server, whatever the headers claim', async () => {
    for (const headers of tricks) {
      const response = await fetch(`${world.url}${fill(operation.path, {})}`, {
        method: operation.method,
        headers,
      });
      expect(response.status, JSON.stringify(headers)).toBe(401);
    }
  });
});
