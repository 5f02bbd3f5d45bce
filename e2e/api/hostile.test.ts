import { METHODS, request } from 'node:http';

import { describe, expect, inject, test, vi } from 'vitest';

import { operations } from '@/app/v1/operations';
import { createMemoryOperation, listMemoriesOperation } from '@/lib/memories/schema';
import { createStoreOperation, listStoresOperation } from '@/lib/stores/schema';

import { fill } from './support/address';
import { createClient } from './support/client';
import { unique } from './support/notes';
import { head, readRefusal, sendAndCut, sendRaw } from './support/raw';
import { databaseKinds } from './support/servers-setup';

/** One body is held back until the server gives up on it. */
vi.setConfig({ testTimeout: 240_000 });

const beta = { 'anthropic-beta': 'agent-memory-2026-07-22' };
const refused = (status: number) => expect.objectContaining({ status }) as unknown;

describe.each(databaseKinds)('hostile requests, on %s', (kind) => {
  const url = inject('serverUrls')[kind];
  const key = inject('operatorKey');
  const client = createClient(url, key);
  const own = { ...beta, authorization: `Bearer ${key}` };
  const post = (headers: Record<string, string>) => head('POST /v1/memory_stores', { ...own, ...headers });

  test.each([
    ['broken', '{"name":'],
    ['not JSON', 'name=x'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a string', '"name"'],
    ['nested deeply', `${'['.repeat(100_000)}`],
    ['nested deeply and closed', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a lone surrogate', '{"name":"\\ud800"}'],
    ['a NUL', '{"name":"a\\u0000b"}'],
    ['a number too large', '{"name":1e999}'],
    ['a prototype', '{"name":"x","__proto__":{"admin":true}}'],
    ['a prototype in metadata', '{"name":"x","metadata":{"__proto__":"y"}}'],
    [
      'too many pairs',
      JSON.stringify({
        name: 'x',
        metadata: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [i, 'v'])),
      }),
    ],
  ])('a body that is %s is refused with 400', async (_, body) => {
    expect(await client.refuse(createStoreOperation, { body })).toEqual(refused(400));
  });

  test('a body of invalid UTF-8 is refused with 400', async () => {
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const answer = await sendRaw(url, [post({ 'content-length': String(body.length) }), body]);
    expect(readRefusal(answer)).toEqual(refused(400));
  });

  test('a body over the limit is refused with 413, announced or not', async () => {
    expect(await client.refuse(createStoreOperation, { body: 'x'.repeat(1_000_001) })).toEqual(refused(413));
    const announced = await sendRaw(url, [post({ 'content-length': '5000000000' }), '{"name":"']);
    expect(readRefusal(announced)).toEqual(refused(413));
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const endless = Array.from({ length: 40 }, () => chunk);
    const unannounced = await sendRaw(url, [post({ 'transfer-encoding': 'chunked' }), ...endless]);
    expect(readRefusal(unannounced)).toEqual(refused(413));
  });

  test('a body that drips is taken', async () => {
    const body = JSON.stringify({ name: unique('drip') });
    const drops = [...body].flatMap((drop) => [2, drop]);
    const taken = await sendRaw(url, [post({ 'content-length': String(body.length) }), ...drops]);
    expect(taken).toContain('HTTP/1.1 200');
  });

  // The wait takes half a minute, and no database has a part in it.
  test.runIf(kind === 'embedded')('a body that never ends is refused with 408', async () => {
    const stuck = await sendRaw(url, [post({ 'content-length': '100' }), '{"name":']);
    expect(readRefusal(stuck)).toEqual(refused(408));
  });

  test('a connection that is cut leaves nothing behind', async () => {
    const store = await client.call(createStoreOperation, { body: { name: unique('cut') } });
    const params = { memory_store_id: store.id };
    const start = `POST ${fill(createMemoryOperation.path, params)}`;
    const body = JSON.stringify({ path: '/cut', content: 'x'.repeat(5000) });
    for (let cut = 0; cut < body.length; cut += 500) {
      await sendAndCut(url, [
        head(start, { ...own, 'content-length': String(body.length) }),
        body.slice(0, cut),
      ]);
    }
    expect((await client.call(listMemoriesOperation, { params })).data).toEqual([]);
  });

  test.each([
    '/v1/memory_stores/%',
    '/v1/memory_stores/%zz',
    '/v1/memory_stores/%c3%28',
    '/v1/memory_stores/%ed%a0%80',
    '/v1/memory_stores/%00',
    '/v1/memory_stores/a%00b/memories',
    '/v1/../v1/memory_stores',
    '/v1/memory_stores/../../healthz',
    '/v1/memory_stores/%2e%2e/api_keys',
    '/v1/./memory_stores',
    '//v1/memory_stores',
    '/v1//memory_stores',
    '/v1\\memory_stores',
    '/v1/memory_stores\\x',
    '/%761/memory_stores',
    '/v1/memory_stores/',
    '/v1/',
    '/v1',
    '/v1/nothing',
    '/v1/memory_stores/x/y/z',
    `/v1/memory_stores/${'a'.repeat(9000)}`,
    `/v1/memory_stores?page=${'a'.repeat(9000)}`,
    '/v1/memory_stores#fragment',
    '/v1/memory_stores/ü',
    'http://127.0.0.1/v1/nothing',
  ])('the path %s gets an envelope', async (path) => {
    const answer = readRefusal(await sendRaw(url, [head(`GET ${path}`, own)]));
    expect([400, 404, 414, 431]).toContain(answer.status);
  });

  test('headers that make no sense are refused with 400 or 431', async () => {
    const starts = [
      'GET /v1/memory_stores HTTP/1.1\r\nconnection: close\r\n\r\n',
      'GET /v1/memory_stores HTTP/1.1\r\nhost: a\r\nhost: b\r\nconnection: close\r\ncontent-length: x\r\n\r\n',
      'POST /v1/memory_stores HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n',
      `GET /v1/memory_stores HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(100_000)}\r\nconnection: close\r\n\r\n`,
      'GET /v1/memory_stores\r\n\r\n',
      'GET /v1/memory_stores HTTP/1.1\r\nhost: a\r\n\r\n{"a body":"of no length"}',
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n',
    ];
    for (const start of starts) {
      expect([400, 431]).toContain(readRefusal(await sendRaw(url, [start])).status);
    }
  });

  test('every method that a path does not know is refused, on every path', async () => {
    const paths = [
      ...new Set(operations.map((operation) => operation.path)),
      '/v1/openapi.json',
      '/v1/nothing',
    ];
    for (const path of paths) {
      const known = new Set(
        operations.filter((each) => each.path === path).map((each): string => each.method),
      );
      if (path === '/v1/openapi.json') known.add('GET');
      for (const method of METHODS.filter((each) => !known.has(each) && each !== 'CONNECT')) {
        const answer = await sendMethod(`${url}${fill(path, {})}`, method);
        const expected =
          path === '/v1/nothing' && /^(GET|HEAD|OPTIONS|POST|PUT|DELETE|PATCH)$/.test(method) ? 404 : 405;
        expect(answer.status, `${method} ${path}`).toBe(expected);
        expect(method === 'HEAD' || answer.text.startsWith('{"type":"error"'), `${method} ${path}`).toBe(
          true,
        );
      }
    }
  });

  test('methods that Node does not know, tunnels and upgrades are refused', async () => {
    expect(readRefusal(await sendRaw(url, [head('BREW /v1/memory_stores')]))).toEqual(refused(405));
    expect(readRefusal(await sendRaw(url, [head('CONNECT /v1/memory_stores')]))).toEqual(refused(405));
    const upgrade = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
    };
    expect(readRefusal(await sendRaw(url, [head('GET /v1/nothing', { ...own, ...upgrade })]))).toEqual(
      refused(404),
    );
  });

  test('afterwards the server still answers', async () => {
    expect((await client.call(listStoresOperation)).data.length).toBeGreaterThan(0);
  });
});

function sendMethod(url: string, method: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
