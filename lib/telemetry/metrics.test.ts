import { expect, test, vi } from 'vitest';

import { parseExposition, valueOf } from '@/lib/testing/exposition';

import { answerMetrics } from './answer-metrics';
import { formatExposition } from './exposition';
import { collectMetrics, counter, histogram, registerGauge } from './metrics';
import { observeRoute } from './requests';

const key = 'a key for metrics of 32 characters';
vi.stubEnv('METRICS_KEY', key.replaceAll(' ', '-'));
vi.stubEnv('LOG_LEVEL', 'silent');

async function scrape() {
  return parseExposition(formatExposition(await collectMetrics()));
}

test('two copies of a module count in one place', async () => {
  const define = () => counter({ name: 'test_total', help: 'A test.', labels: ['kind'] });
  define().of({ kind: 'a' }).value += 1;
  define().of({ kind: 'a' }).value += 2;
  define().of({ kind: 'b' }).value += 4;
  const found = await scrape();
  expect(valueOf(found, 'test_total', { kind: 'a' })).toBe(3);
  expect(valueOf(found, 'test_total', { kind: 'b' })).toBe(4);
});

test('a bound belongs to its bucket', async () => {
  const observe = histogram({ name: 'test_seconds', help: 'A test.', labels: [], bounds: [1, 2] }).of({});
  for (const value of [0.5, 1, 1.5, 7]) observe(value);
  const found = await scrape();
  expect(valueOf(found, 'test_seconds_bucket', { le: '1' })).toBe(2);
  expect(valueOf(found, 'test_seconds_bucket', { le: '2' })).toBe(3);
  expect(valueOf(found, 'test_seconds_count')).toBe(4);
  expect(valueOf(found, 'test_seconds_sum')).toBe(10);
});

test('what cannot be read costs nothing else', async () => {
  registerGauge({ name: 'test_broken', help: 'A test.', read: () => Promise.reject(new Error('broken')) });
  registerGauge({ name: 'test_sound', help: 'A test.', read: () => 7 });
  const found = await scrape();
  expect(found.has('test_broken')).toBe(false);
  expect(valueOf(found, 'test_sound')).toBe(7);
});

test('a request counts once, by the class of its status, and a strange method under one name', async () => {
  observeRoute('/v1/test/{id}', 'GET')(404, 30);
  observeRoute('(refused)', 'PROPFIND')(405, 1);
  const found = await scrape();
  const labels = { route: '/v1/test/{id}', method: 'GET' };
  expect(valueOf(found, 'palimpsest_http_requests_total', { ...labels, status: '4xx' })).toBe(1);
  expect(valueOf(found, 'palimpsest_http_request_duration_seconds_count', labels)).toBe(1);
  const buckets = { ...labels, le: '0.025' };
  expect(valueOf(found, 'palimpsest_http_request_duration_seconds_bucket', buckets)).toBe(0);
  expect(valueOf(found, 'palimpsest_http_requests_total', { method: '(other)' })).toBe(1);
});

test('the key is asked for', async () => {
  for (const authorization of [null, 'Bearer', 'Bearer wrong', `Basic ${key}`, key])
    expect(await answerMetrics(authorization)).toMatchObject({ status: 401 });
  const { status, headers, body } = await answerMetrics(`Bearer ${key.replaceAll(' ', '-')}`);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  parseExposition(body);
});
