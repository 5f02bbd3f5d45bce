import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { languages, writeSnippet } from './snippets';

const facts = { origin: 'https://memory.example.org', storeId: 'memstore_1', secret: 'key-secret' };

test.each(languages)(
  '%s: the address and the store are filled in, and the key stands in no file',
  (language) => {
    const { shell, file } = writeSnippet(language, facts);
    const call = file?.text ?? shell;
    expect(call).toContain(facts.origin);
    expect(call).toContain(facts.storeId);
    expect(shell).toContain(`export PALIMPSEST_API_KEY=${facts.secret}\n`);
    expect(file?.text ?? '').not.toContain(facts.secret);
  },
);

test('what is not known yet has a name to replace', () => {
  const { shell, file } = writeSnippet('Python', { ...facts, storeId: null, secret: null });
  expect(shell).toContain('=YOUR_KEY\n');
  expect(file?.text).toContain('"YOUR_STORE_ID"');
});

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** Runs a file as whoever pasted it does, and tells what it asked of the server. */
async function runAgainstServer(write: (origin: string) => string) {
  const asked: unknown[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      asked.push({
        method: request.method,
        url: request.url,
        credential: request.headers.authorization,
        body,
      });
      response.setHeader('content-type', 'application/json').end('{"id":"mem_1"}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const args = ['--input-type=module', '--eval', write(`http://127.0.0.1:${port}`)];
  await promisify(execFile)(process.execPath, args, {
    env: { NODE_ENV: 'test', PALIMPSEST_API_KEY: 'key-secret' },
  });
  server.close();
  return asked;
}

test('the TypeScript file makes the call with the official SDK', async () => {
  const asked = await runAgainstServer(
    (origin) => writeSnippet('TypeScript', { ...facts, origin }).file!.text,
  );
  expect(asked).toEqual([
    {
      method: 'POST',
      url: '/v1/memory_stores/memstore_1/memories',
      credential: 'Bearer key-secret',
      body: { path: '/hello.md', content: '# Hello\n\nThe first thing that I remember.\n' },
    },
  ]);
});
