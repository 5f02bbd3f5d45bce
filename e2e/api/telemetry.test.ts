import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished, test, vi } from 'vitest';

import { operations } from '@/app/v1/operations';
import { createMemoryOperation, retrieveMemoryOperation } from '@/lib/memories/schema';
import { createStoreOperation, deleteStoreOperation, listStoresOperation } from '@/lib/stores/schema';
import { parseExposition, valueOf } from '@/lib/testing/exposition';
import type { SpawnedServer } from '@/lib/testing/spawned-server';

import { createClient } from './support/client';
import { startEmptyServer } from './support/empty-server';
import { findLogFaults } from './support/log-lines';
import { startOtlpReceiver } from './support/otlp-receiver';
import type { OtlpReceiver, ReceivedSpan } from './support/otlp-receiver';

const key = 'plk_telemetry-test-key-0123456789abcdef';
const metricsKey = 'metrics-key-of-32-characters-or-more';
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
vi.setConfig({ testTimeout: 240_000 });

const hook = fileURLToPath(new URL('support/loaded-modules.mjs', import.meta.url));

async function start(env: Record<string, string>): Promise<SpawnedServer> {
  const server = await startEmptyServer({ INIT_API_KEY: key, ...env });
  onTestFinished(server.dispose);
  return server;
}

function scrape(server: SpawnedServer, sent = metricsKey): Promise<Response> {
  return fetch(`${server.url}/metrics`, { headers: { authorization: `Bearer ${sent}` } });
}

async function readMetrics(server: SpawnedServer) {
  const response = await scrape(server);
  expect(response.status).toBe(200);
  return parseExposition(await response.text());
}

/** Calls that carry a canary wherever a caller can put something. */
async function sendCanaries(server: SpawnedServer): Promise<void> {
  const client = createClient(server.url, key);
  const headers = { traceparent };
  const store = await client.call(createStoreOperation, { body: { name: 'canary store' }, headers });
  const params = { memory_store_id: store.id };
  const body = { path: '/canary/path.md', content: 'canary text' };
  const memory = await client.call(createMemoryOperation, { params, body, headers });
  const inStore = { ...params, memory_id: memory.id };
  await client.call(retrieveMemoryOperation, { params: inStore, query: { include: 'governance' }, headers });
  await client.refuse(createMemoryOperation, { params, body, headers });
  const missing = { ...params, memory_id: 'mem_canary' };
  await client.refuse(retrieveMemoryOperation, { params: missing, query: { canary: 'canary' }, headers });
  await client.call(deleteStoreOperation, { params, headers });
  const anywhere = [
    '/canary?q=canary',
    '/sign-in?callbackUrl=%2Fcanary',
    '/v1/canary',
    '/_next/static/canary.js',
  ];
  for (const path of anywhere) await fetch(`${server.url}${path}`, { headers });
}

function expectMetrics(found: Awaited<ReturnType<typeof readMetrics>>): void {
  const route = '/v1/memory_stores/{memory_store_id}/memories';
  const requests = (labels: Record<string, string>) =>
    valueOf(found, 'palimpsest_http_requests_total', labels);
  expect(requests({ route: '/v1/memory_stores', method: 'POST', status: '2xx' })).toBe(1);
  expect(requests({ route, method: 'POST', status: '2xx' })).toBe(1);
  expect(requests({ route, method: 'POST', status: '4xx' })).toBe(1);
  expect(valueOf(found, 'palimpsest_http_request_duration_seconds_count', { route, method: 'POST' })).toBe(2);
  expect(requests({ route: '(unknown)', method: 'GET' })).toBe(1);
  expect(requests({ route: '(static)', method: 'GET' })).toBe(1);
  expect(requests({ route: '/metrics', status: '4xx' })).toBe(1);
  expect(valueOf(found, 'palimpsest_build_info', { role: 'server', database: 'embedded' })).toBe(1);
  expect(valueOf(found, 'process_resident_memory_bytes')).toBeGreaterThan(50_000_000);
  expect(valueOf(found, 'palimpsest_event_streams')).toBe(0);
  expect(valueOf(found, 'palimpsest_database_connections_limit')).toBe(1);
  expect(valueOf(found, 'palimpsest_database_wait_seconds_count')).toBeGreaterThan(6);
  expect(valueOf(found, 'palimpsest_event_loop_delay_seconds', { quantile: '0.99' })).toBeGreaterThanOrEqual(
    0,
  );
  expect(valueOf(found, 'palimpsest_jobs_oldest_waiting_seconds', { queue: 'run-revert' })).toBe(0);
}

/** Templates of the API, and words of our own. */
const routes = new Set([
  ...operations.map(({ path }) => path),
  '/v1/openapi.json',
  '/healthz',
  '/readyz',
  '/metrics',
]);

function expectBoundedLabels(found: Awaited<ReturnType<typeof readMetrics>>): void {
  const samples = [...found.values()].flatMap((family) => family.samples);
  for (const { labels } of samples) {
    const { route = '(page)', ...others } = labels;
    expect(routes.has(route) || /^\(\w+\)$/.test(route), route).toBe(true);
    for (const value of Object.values(others)) expect(value).toMatch(/^[\w.+-]{1,20}$|^\(other\)$/);
  }
  expect(samples.length).toBeLessThan(400);
}

function expectSpans({ spans, faults, text }: OtlpReceiver): void {
  expect(faults).toEqual([]);
  const inTrace = spans.filter((span) => span.traceId === traceId);
  const find = (name: string) => inTrace.filter((span) => span.name === name);
  const [created, refused] = find('POST /v1/memory_stores/{memory_store_id}/memories');
  expect(created?.attributes).toEqual({
    'http.request.method': 'POST',
    'http.route': '/v1/memory_stores/{memory_store_id}/memories',
    'http.response.status_code': 200,
    'palimpsest.request_id': expect.stringMatching(/^req_01/) as unknown,
  });
  expect(created).toMatchObject({ kind: 2, parentSpanId: '00f067aa0ba902b7' });
  expect(created?.resource).toMatchObject({ 'service.name': 'palimpsest', 'palimpsest.role': 'server' });
  expect(refused?.attributes['http.response.status_code']).toBe(409);
  const [write] = find('memory_create');
  expect(write).toMatchObject({ kind: 3, parentSpanId: created?.spanId });
  expect(write?.attributes).toEqual({ 'db.system.name': 'postgresql', 'db.operation.name': 'memory_create' });
  expect(find('GET (page)').length).toBeGreaterThan(0);
  expect(spans.map((span: ReceivedSpan) => span.name)).toContain('job purge-store');
  expect(text()).not.toContain('canary');
}

/** Each starts a server, the second one twice. */
const timeoutMs = 240_000;

test(
  'a server says in numbers and traces what it does, and nothing of what is in it',
  async () => {
    const receiver = await startOtlpReceiver();
    onTestFinished(receiver.close);
    const server = await start({
      METRICS_KEY: metricsKey,
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      LOG_LEVEL: 'debug',
    });
    await sendCanaries(server);
    expect((await scrape(server, 'wrong')).status).toBe(401);
    const done = { queue: 'purge-store', outcome: 'done' };
    await vi.waitFor(
      async () => expect(valueOf(await readMetrics(server), 'palimpsest_jobs_total', done)).toBe(1),
      { timeout: 60_000, interval: 500 },
    );
    const found = await readMetrics(server);
    expectMetrics(found);
    expectBoundedLabels(found);
    expect(findLogFaults(server.output())).toEqual([]);
    expect(await server.stop()).toBe(0);
    expectSpans(receiver);
  },
  timeoutMs,
);

test(
  'without the settings there is no such page, and none of the packages is loaded',
  async () => {
    const file = join(
      fileURLToPath(new URL('../../node_modules/.cache', import.meta.url)),
      'loaded-modules.txt',
    );
    const env = { NODE_OPTIONS: `--import ${hook}`, LOADED_MODULES: file, LOG_LEVEL: 'silent' };
    const server = await start(env);
    await createClient(server.url, key).call(listStoresOperation);
    expect((await scrape(server)).status).toBe(404);
    expect(await server.stop()).toBe(0);
    // The framework says when it reads its configuration.
    expect(server.output().replace(/^.*next\.config\.mjs.*\n/, '')).toMatch(/^Palimpsest is ready at \S+\n$/);

    const loaded = readFileSync(file, 'utf8').split('\n');
    expect(loaded.filter((url) => url.includes('/node_modules/pg-boss/')).length).toBeGreaterThan(0);
    const ofTracing = loaded.filter(
      (url) => url.includes('/@opentelemetry/') && !url.includes('/next/dist/'),
    );
    // The framework loads this one itself: types, and an implementation that does nothing.
    expect(ofTracing.filter((url) => !url.includes('/node_modules/@opentelemetry/api/'))).toEqual([]);

    await server.restart({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' });
    expect(await server.stop()).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('/node_modules/@opentelemetry/sdk-trace/');
  },
  timeoutMs,
);
