import { Agent, request } from 'node:http';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createMemoryOperation } from '@/lib/memories/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import { createStoreOperation, listStoresOperation } from '@/lib/stores/schema';
import type { SpawnedServer } from '@/lib/testing/spawned-server';
import { createApiKeyOperation } from '@/lib/workspaces/schema';

import { fill } from './support/address';
import { envelope, findOperation } from './support/checked-fetch';
import { createClient } from './support/client';
import { startEmptyServer } from './support/empty-server';
import { findLogFaults } from './support/log-lines';
import { keyPlaceholder, malformed } from './support/malformed';
import type { Malformed } from './support/malformed';
import { unique } from './support/notes';

const seed = 20_261_120;
const count = 10_000;
const atOnce = 12;
const timeoutMs = 600_000;
const silenceMs = 60_000;
const key = 'plk_fuzz-test-key-0123456789abcdef01234567';

let server: SpawnedServer;
beforeAll(async () => {
  server = await startEmptyServer({
    INIT_API_KEY: key,
    LIMIT_REQUESTS_PER_MINUTE: '1000000',
    LIMIT_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_SEARCHES_PER_MINUTE: '1000000',
    LIMIT_EXPORTS_PER_MINUTE: '1000000',
    LIMIT_WORKSPACE_EXPORTS_PER_MINUTE: '1000000',
  });
}, timeoutMs);
afterAll(() => server.dispose());

const memoryCount = 40;
const real = {
  memory_store_id: '',
  memory_version_id: '',
  session_id: '',
  api_key_id: '',
};
let memoryIds: string[] = [];

beforeAll(async () => {
  const client = createClient(server.url, key);
  const params = {
    memory_store_id: (await client.call(createStoreOperation, { body: { name: unique('real') } })).id,
  };
  const memories = Array.from({ length: memoryCount }, (_, index) =>
    client.call(createMemoryOperation, { params, body: { path: `/real/${index}`, content: 'real' } }),
  );
  const made = await Promise.all(memories);
  const session = await client.call(createSessionOperation, { body: { agent: 'a', environment_id: 'e' } });
  const apiKey = await client.call(createApiKeyOperation, { body: { name: 'real' } });
  const ids = { session_id: session.id, api_key_id: apiKey.id };
  memoryIds = made.map(({ id }) => id);
  Object.assign(real, params, ids, { memory_version_id: made[0]?.memory_version_id ?? '' });
});

const agent = new Agent({ keepAlive: true, maxSockets: atOnce });

type Answer = { status: number; text: string };

/** Status 0 stands for a connection that ended without an answer. */
function send({ method, path: template, headers, body }: Malformed): Promise<Answer> {
  const length = body ? { 'content-length': String(body.length) } : {};
  const own = Object.entries({ ...length, ...headers }).map(([name, value]) => [
    name,
    value.replace(keyPlaceholder, key),
  ]);
  const path = fill(template, { ...real, memory_id: memoryIds[template.length % memoryCount] ?? '' });
  return new Promise((resolve) => {
    const options = {
      agent,
      method,
      headers: Object.fromEntries(own) as Record<string, string>,
      timeout: silenceMs,
    };
    const outgoing = request({ host: '127.0.0.1', port: server.port, path, ...options }, (response) => {
      const chunks: Buffer[] = [];
      const finish = () => {
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') });
        if (!response.complete) outgoing.destroy();
      };
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        // A stream of events that was let in has no end of its own.
        if (response.headers['content-type']?.startsWith('text/event-stream')) finish();
      });
      response.on('end', finish);
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error('hangs')));
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      resolve({ status: 0, text: `${error.code ?? ''} ${error.message}` });
    });
    outgoing.end(body ?? undefined);
  });
}

function findFault({ method, path }: Malformed, { status, text }: Answer): string | null {
  if (status >= 400 && status < 500) {
    const parsed = envelope.safeParse(parse(text));
    return parsed.success ? null : `is no envelope: ${text.slice(0, 200)}`;
  }
  // By chance a request can be right; then its answer has to be, too.
  const operation = status === 200 ? findOperation(method, new URL(path, server.url).pathname) : undefined;
  const isFile = operation?.download !== undefined && text !== '';
  const isStream = operation?.events !== undefined && text.startsWith('event: ready\n');
  const isRight = isFile || isStream || operation?.response.safeParse(parse(text)).success === true;
  return isRight ? null : text.slice(0, 200);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

test(
  `${count} malformed requests get an envelope each (seed ${seed})`,
  async () => {
    const requests = fc.sample(malformed, { numRuns: count, seed });
    const faults: string[] = [];
    let accepted = 0;
    const waiting = requests.values();
    const sendSome = async () => {
      for (const each of waiting) {
        const answer = await send(each);
        if (answer.status === 200) accepted += 1;
        const fault = findFault(each, answer);
        if (fault !== null)
          faults.push(
            `${answer.status} ${fault}\n  for ${JSON.stringify({ ...each, body: each.body?.toString('latin1').slice(0, 300) })}`,
          );
      }
    };
    await Promise.all(Array.from({ length: atOnce }, sendSome));
    expect(faults.slice(0, 10), `${faults.length} faults, seed ${seed}`).toEqual([]);
    expect(accepted).toBeLessThan(count / 3);
  },
  timeoutMs,
);

test('afterwards the server still answers, and its log tells of no failure', async () => {
  const client = createClient(server.url, key);
  await client.call(createStoreOperation, { body: { name: unique('after') } });
  expect((await client.call(listStoresOperation)).data.length).toBeGreaterThan(0);
  const output = server.output();
  expect(findLogFaults(output)).toEqual([]);
  expect(output.split('\n').filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
  expect(output).not.toMatch(/SELECT |INSERT |UPDATE |DETAIL:/);
});
