import { afterAll, beforeAll, expect, test } from 'vitest';

import { createMemoryOperation, listMemoriesOperation, updateMemoryOperation } from '@/lib/memories/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import { createStoreOperation, listStoresOperation } from '@/lib/stores/schema';
import type { SpawnedServer } from '@/lib/testing/spawned-server';
import { redactVersionOperation } from '@/lib/versions/schema';
import { createApiKeyOperation } from '@/lib/workspaces/schema';

import { createClient } from './support/client';
import { startEmptyServer } from './support/empty-server';
import { findLogFaults } from './support/log-lines';
import { head, sendRaw } from './support/raw';

const key = 'plk_log-canary-key-0123456789abcdef012345';
const ownerEmail = 'owner-canary@example.org';
const ownerPassword = 'password-canary-0123456789';
const startTimeoutMs = 240_000;

let server: SpawnedServer;
beforeAll(async () => {
  const owner = {
    INIT_OWNER_EMAIL: ownerEmail,
    INIT_OWNER_PASSWORD: ownerPassword,
    INIT_WORKSPACE: 'workspace-canary',
  };
  server = await startEmptyServer({ INIT_API_KEY: key, LOG_LEVEL: 'trace', ...owner });
}, startTimeoutMs);
afterAll(() => server.dispose());

const forged = '{"level":"fatal","time":"2026-01-01T00:00:00.000Z","msg":"forged-canary"}';
/** A line break in every spelling, a terminal's escape sequence, and a line that looks like ours. */
const evil = `evil-canary\r\n${forged}\n\u001b[31mred\u001b[0m\u2028${forged}\u0085`;
/** The same where control characters are refused. */
const tame = `evil-canary ${forged}`;

async function sendEverything(): Promise<string[]> {
  const client = createClient(server.url, key);
  const metadata = { 'evil-canary': tame };
  const store = await client.call(createStoreOperation, {
    body: { name: tame, description: evil, metadata },
  });
  const params = { memory_store_id: store.id };
  const path = `/evil-canary/${forged.replaceAll('/', '')}`;
  const memory = await client.call(createMemoryOperation, { params, body: { path, content: evil } });
  const inMemory = { ...params, memory_id: memory.id };
  await client.call(updateMemoryOperation, { params: inMemory, body: { content: `${evil}2` } });
  const version = { ...params, memory_version_id: memory.memory_version_id };
  await client.call(redactVersionOperation, { params: version, body: { reason: evil } });
  const resources = [{ type: 'memory_store', memory_store_id: store.id, instructions: evil }];
  const session = await client.call(createSessionOperation, {
    body: { agent: evil, environment_id: evil, title: evil, metadata, resources },
  });
  const apiKey = await client.call(createApiKeyOperation, { body: { name: tame } });

  await client.call(listMemoriesOperation, {
    params,
    query: { path_prefix: '/evil-canary/', nonsense: evil },
  });
  await client.refuse(listMemoriesOperation, { params, query: { path_prefix: evil } });
  await client.refuse(createMemoryOperation, { params, body: { path, content: evil } });
  await client.refuse(createMemoryOperation, { params, body: { path: evil, content: evil } });
  await client.refuse(createMemoryOperation, { params, body: { [evil]: evil } });
  await client.refuse(createStoreOperation, { body: `{"name":"evil-canary" ${evil}` });
  await client.refuse(listMemoriesOperation, { params: { memory_store_id: evil } });
  await createClient(server.url, { authorization: 'Bearer evil-canary-token' }).refuse(listStoresOperation);
  await createClient(server.url, { cookie: 'palimpsest.session=evil-canary' }).refuse(listStoresOperation);
  const headers = { 'user-agent': tame, referer: tame, 'x-palimpsest-request-id': tame, traceparent: tame };
  await client.call(listStoresOperation, { headers });
  return [session.session_token, apiKey.secret];
}

async function sendRawLines(): Promise<void> {
  const encoded = encodeURIComponent(evil);
  for (const target of [
    `/v1/${encoded}`,
    `/${encoded}`,
    `/?${encoded}`,
    `/v1/memory_stores/%0d%0a${encoded}`,
  ]) {
    await sendRaw(server.url, [head(`GET ${target}`)]);
    await sendRaw(server.url, [head(`PROPFIND ${target}`)]);
  }
  await sendRaw(server.url, [`GET /v1/evil-canary\n${forged}\n HTTP/1.1\r\nhost: a\r\n\r\n`]);
  await sendRaw(server.url, [`GET /v1/evil-canary HTTP/1.1\r\nhost: evil-canary\r\nx: a\u001b[31m\r\n\r\n`]);
}

test('nothing that callers send reaches the log, and no line of it can be forged', async () => {
  const secrets = await sendEverything();
  await sendRawLines();
  const output = server.output();
  expect(output).toContain('"route":"/v1/memory_stores/{memory_store_id}/memories"');
  expect(findLogFaults(output)).toEqual([]);
  for (const canary of ['canary', 'forged', '\u001b[31m', key, ownerEmail, ownerPassword, ...secrets]) {
    expect(
      output.split('\n').filter((line) => line.includes(canary)),
      canary,
    ).toEqual([]);
  }
});

test('a secret never comes back, in an answer or an error', async () => {
  const client = createClient(server.url, key);
  const refusal = await client.refuse(createStoreOperation, { body: { name: '', [key]: ownerPassword } });
  expect(refusal.message).not.toContain(ownerPassword);
  const answer = await createClient(server.url, 'plk_wrong-canary').refuse(listStoresOperation);
  expect(answer.message).not.toContain('canary');
});
