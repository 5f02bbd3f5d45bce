import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answer } from './answer.mjs';
import { admit, refuseTunnel, refuseUnparsed } from './front-door.mjs';

let server: Server;
let port: number;

beforeAll(async () => {
  server = createServer({ requireHostHeader: false }, (req, res) => {
    const { refusal, context } = admit(req);
    if (refusal) answer(res, refusal, context);
    else res.end(JSON.stringify({ admitted: req.url, headers: req.headers }));
  });
  server.on('connect', refuseTunnel);
  server.on('clientError', refuseUnparsed);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

type Answer = { status: number; headers: Map<string, string>; body: string };

/** Sends bytes as they are, since every client library would mend them first. */
function send(head: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(`${head}\r\n\r\n`, 'latin1'));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    socket.on('error', reject);
    socket.on('close', () => {
      const [top = '', body = ''] = Buffer.concat(chunks).toString('utf8').split('\r\n\r\n', 2);
      const [first = '', ...lines] = top.split('\r\n');
      const headers = lines.map((line): [string, string] => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
      });
      resolve({ status: Number(first.split(' ')[1]), headers: new Map(headers), body });
    });
  });
}

const close = 'Host: localhost\r\nConnection: close';

function expectEnvelope(received: Answer, type: string): void {
  expect(received.headers.get('content-type')).toBe('application/json');
  const requestId = received.headers.get('request-id');
  expect(requestId).toMatch(/^req_01[1-9A-HJ-NP-Za-km-z]{22}$/);
  expect(JSON.parse(received.body)).toEqual({
    type: 'error',
    error: { type, message: expect.any(String) as string },
    request_id: requestId,
  });
}

describe('a malformed target of the API', () => {
  test.each([
    '/v1/%ZZ',
    '/v1/%ff',
    '/v1/%00',
    '/v1/x?path_prefix=%ZZ',
    '//v1/memory_stores',
    '/v1//memory_stores',
    '\\v1\\memory_stores',
    '/v1\\memory_stores',
    '/v1/../memory_stores',
    '/x/../v1/memory_stores',
    '/v1/%2e%2e/x',
    '/%76%31/memory_stores',
    '/v1/x#fragment',
    'http://localhost/v1/memory_stores',
    `/v1/${'a'.repeat(8_192)}`,
  ])('%s is 400 with the envelope', async (target) => {
    const received = await send(`GET ${target} HTTP/1.1\r\n${close}`);
    expect(received.status).toBe(400);
    expect(received.headers.get('x-should-retry')).toBe('false');
    expectEnvelope(received, 'invalid_request_error');
  });
});

test('outside the API a malformed target is 400 in plain text', async () => {
  const received = await send(`GET //example.org/ HTTP/1.1\r\n${close}`);
  expect(received.status).toBe(400);
  expect(received.headers.get('content-type')).toBe('text/plain; charset=utf-8');
});

test.each(['/v1', '/v1/', '/v1?x=1', '/v1/memory_stores/', '/v1/memory_stores/?x=1'])(
  '%s is 404',
  async (target) => {
    const received = await send(`GET ${target} HTTP/1.1\r\n${close}`);
    expect(received.status).toBe(404);
    expectEnvelope(received, 'not_found_error');
  },
);

test.each(['PROPFIND', 'PURGE', 'TRACE', 'BREW', 'CONNECT'])('the method %s is 405', async (method) => {
  const received = await send(`${method} /v1/memory_stores HTTP/1.1\r\n${close}`);
  expect(received.status).toBe(405);
  expect(received.headers.get('allow')).toBe('GET, HEAD, OPTIONS, POST, PUT, DELETE, PATCH');
  expect(received.headers.get('x-should-retry')).toBe('false');
  expectEnvelope(received, 'invalid_request_error');
});

test.each([
  ['no host', 400, 'GET /v1/x HTTP/1.1\r\nConnection: close'],
  [
    'two body lengths',
    400,
    `POST /v1/x HTTP/1.1\r\n${close}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked`,
  ],
  ['large headers', 431, `GET /v1/x HTTP/1.1\r\n${close}\r\nX-Large: ${'a'.repeat(20_000)}`],
  ['no HTTP at all', 400, 'garbage'],
])('a request with %s is %d with the envelope', async (_, status, head) => {
  const received = await send(head);
  expect(received.status).toBe(status);
  expectEnvelope(received, 'invalid_request_error');
});

test.each(['/v1/memory_stores', '/v1/a%2Fb', '/v1/x?path_prefix=%2Fa+b', '/', '/v10', '/stores/'])(
  '%s is admitted',
  async (target) => {
    const received = await send(`GET ${target} HTTP/1.1\r\n${close}`);
    expect(received.status).toBe(200);
    expect(JSON.parse(received.body)).toMatchObject({ admitted: target });
  },
);

const forged = [
  'X-Palimpsest-Request-Id: forged',
  'X-Palimpsest-Remote-Address: 10.0.0.1',
  'X-Middleware-Subrequest: forged',
  'Next-Action: forged',
  'RSC: 1',
  'Next-Router-State-Tree: forged',
].join('\r\n');

test('internal headers from outside do not get in, and our own do', async () => {
  const { headers } = JSON.parse((await send(`GET /v1/x HTTP/1.1\r\n${close}\r\n${forged}`)).body) as {
    headers: Record<string, string>;
  };
  expect(headers).toEqual({
    host: 'localhost',
    connection: 'close',
    'x-palimpsest-request-id': expect.stringMatching(/^req_01/) as string,
    'x-palimpsest-remote-address': '127.0.0.1',
  });
});

test('pages keep the headers of the router in the browser', async () => {
  const { headers } = JSON.parse((await send(`GET /stores HTTP/1.1\r\n${close}\r\n${forged}`)).body) as {
    headers: Record<string, string>;
  };
  expect(headers).toMatchObject({ rsc: '1', 'next-router-state-tree': 'forged' });
  expect(headers).not.toHaveProperty('next-action');
});
