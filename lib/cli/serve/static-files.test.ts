import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { compressBuild } from '../prepare/compress.mjs';

import { answerCompressed } from './static-files.mjs';

const script = 'console.log("a line that repeats itself");\n'.repeat(200);
let root: string;
let port: number;
const server = createServer((req, res) => {
  void answerCompressed(req, res, join(root, '.next')).then((isAnswered) => {
    if (!isAnswered) res.writeHead(404).end();
  });
});

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'palimpsest-static-'));
  await mkdir(join(root, '.next/static/chunks'), { recursive: true });
  await writeFile(join(root, '.next/static/chunks/a-1.js'), script);
  await writeFile(join(root, '.next/secret.js.br'), 'not for anybody');
  await compressBuild(root);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(async () => {
  server.close();
  await rm(root, { recursive: true });
});

type Answer = { status: number; encoding: string | undefined; body: Buffer };

/** As the path stands, which fetch would tidy first. */
function ask(path: string, encoding = 'gzip, br', method = 'GET'): Promise<Answer> {
  return new Promise((done, fail) => {
    const headers = { 'accept-encoding': encoding };
    const sent = request({ port, path, method, headers, host: '127.0.0.1' }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        done({
          status: response.statusCode ?? 0,
          encoding: response.headers['content-encoding'],
          body: Buffer.concat(chunks),
        }),
      );
    });
    sent.on('error', fail).end();
  });
}

test('a script comes as it was compressed at the build', async () => {
  const { status, encoding, body } = await ask('/_next/static/chunks/a-1.js?v=1');
  expect([status, encoding]).toEqual([200, 'br']);
  expect(brotliDecompressSync(body).toString()).toBe(script);
  expect(body).toEqual(await readFile(join(root, '.next/static/chunks/a-1.js.br')));
  expect((await ask('/_next/static/chunks/a-1.js', 'br', 'HEAD')).body).toHaveLength(0);
});

test.each([
  ['another encoding', '/_next/static/chunks/a-1.js', 'gzip', 'GET'],
  ['what is not there', '/_next/static/chunks/b.js', 'br', 'GET'],
  ['another method', '/_next/static/chunks/a-1.js', 'br', 'POST'],
  ['a way out', '/_next/static/../secret.js', 'br', 'GET'],
  ['an encoded way out', '/_next/static/%2e%2e/secret.js', 'br', 'GET'],
  ['a folder', '/_next/static/chunks', 'br', 'GET'],
])('%s is left to Next', async (_, path, encoding, method) => {
  expect((await ask(path, encoding, method)).status).toBe(404);
});
