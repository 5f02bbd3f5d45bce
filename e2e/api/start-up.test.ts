import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { describe, expect, inject, onTestFinished, test, vi } from 'vitest';

import { listAuditEntriesOperation } from '@/lib/audit/schema';
import { createMemoryOperation, retrieveMemoryOperation } from '@/lib/memories/schema';
import { createStoreOperation, listStoresOperation } from '@/lib/stores/schema';
import { createDatabase } from '@/lib/testing/new-database';
import { findFreePort } from '@/lib/testing/free-port';
import { startSpawnedServer } from '@/lib/testing/spawned-server';
import type { SpawnedServer } from '@/lib/testing/spawned-server';
import { createApiKeyOperation, listApiKeysOperation } from '@/lib/workspaces/schema';

import { createClient } from './support/client';
import { unique } from './support/notes';
import { head, sendRaw } from './support/raw';

const root = fileURLToPath(new URL('../..', import.meta.url));
const key = 'plk_start-up-test-key-0123456789abcdef';
/** A start takes seconds, or many of them on a machine that does other things too. */
vi.setConfig({ testTimeout: 240_000 });

const base = { SEED_DEMO: '0', INIT_API_KEY: key };

async function start(env: Record<string, string> = {}): Promise<SpawnedServer> {
  const server = await startSpawnedServer({ ...base, ...env });
  onTestFinished(server.dispose);
  return server;
}

/** Starts a server that is expected to refuse; resolves to how it ended. */
async function startInVain(env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'palimpsest-data-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const own = { PORT: String(await findFreePort()), DATA_DIR: dataDir, NODE_ENV: 'production' as const };
  const child = spawn(process.execPath, ['lib/cli/serve.mjs'], {
    cwd: root,
    env: { ...own, ...base, ...env },
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve) => void child.once('close', resolve));
  return { code, output: Buffer.concat(chunks).toString() };
}

describe('one data folder', () => {
  test('belongs to one process, and opens again after that was killed', async () => {
    const first = await start();
    const client = createClient(first.url, key);
    const store = await client.call(createStoreOperation, { body: { name: 'kept' } });
    const second = await startInVain({ DATA_DIR: first.dataDir });
    expect(second.code).not.toBe(0);
    expect(second.output).toContain('Palimpsest cannot start: another process is using the data folder');
    expect(second.output).not.toContain('    at ');

    await first.kill9();
    await first.restart();
    const { data } = await client.call(listStoresOperation);
    expect(data.map(({ id }) => id)).toEqual([store.id]);
  });
});

describe('a wrong value stops the start with a sentence', () => {
  test.each([
    ['PORT', 'http'],
    ['PORT', '70000'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_POOL_SIZE', 'many'],
    ['HOST', '0.0.0.0'],
    ['PUBLIC_URL', 'somewhere'],
    ['SECRET', 'short'],
    ['INIT_API_KEY', 'short'],
    ['INIT_OWNER_EMAIL', 'nobody'],
    ['INIT_OWNER_PASSWORD', 'short'],
    ['SEED_DEMO', 'yes'],
    ['LIMIT_REQUESTS_PER_MINUTE', '0'],
    ['LOG_LEVEL', 'loud'],
    ['NODE_ENV', 'staging'],
  ])('%s=%s', async (name, value) => {
    const { code, output } = await startInVain({ [name]: value });
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`Palimpsest cannot start: .*${name}.*\\.`));
    expect(output).not.toContain('    at ');
  });
});

describe('an unattended start', () => {
  test('creates what is missing once, and overwrites nothing', async () => {
    const databaseUrl = await createDatabase(inject('postgresAdminUrl'));
    const owner = { INIT_OWNER_EMAIL: 'owner@example.org', INIT_OWNER_PASSWORD: 'a long enough password' };
    const env = { DATABASE_URL: databaseUrl, INIT_WORKSPACE: 'Acme', ...owner };
    const server = await start(env);
    const client = createClient(server.url, key);
    await client.call(createApiKeyOperation, { body: { name: 'ours' } });
    const look = async () => ({
      keys: (await client.call(listApiKeysOperation)).data.map(({ id, name, created_at: at }) => ({
        id,
        name,
        at,
      })),
      trail: (await client.call(listAuditEntriesOperation, { query: { limit: 100 } })).data,
    });
    const before = await look();
    expect(before.keys).toHaveLength(2);
    await server.restart({ INIT_OWNER_PASSWORD: 'another long password' });
    expect(await look()).toEqual(before);
    const other = 'plk_another-start-up-test-key-0123456789';
    await server.restart({ INIT_API_KEY: other });
    expect(await look()).not.toEqual(before);
    await createClient(server.url, other).call(listStoresOperation);
  });
});

describe('SIGTERM', () => {
  test('ends with 0, and a request in flight still gets its answer', async () => {
    const server = await start();
    const client = createClient(server.url, key);
    const store = await client.call(createStoreOperation, { body: { name: unique('store') } });
    const params = { memory_store_id: store.id };
    const body = JSON.stringify({ path: '/in-flight', content: 'kept' });
    const opening = head(`POST /v1/memory_stores/${store.id}/memories`, {
      authorization: `Bearer ${key}`,
      'anthropic-beta': 'agent-memory-2026-07-22',
      'content-length': String(body.length),
      expect: '100-continue',
    });
    let ended: Promise<number | null> | undefined;
    function* pieces() {
      yield opening;
      // The server took the request on, and waits for its body.
      yield /^HTTP\/1\.1 100 /;
      yield body.slice(0, 10);
      ended = server.stop();
      yield 1000;
      yield body.slice(10);
    }
    const answer = await sendRaw(server.url, pieces());
    expect(answer).toContain('HTTP/1.1 200');
    expect(await ended).toBe(0);

    await server.restart();
    const { memory_id } = { memory_id: /"id":"(mem_[^"]+)"/.exec(answer)?.[1] ?? '' };
    const memory = await client.call(retrieveMemoryOperation, { params: { ...params, memory_id } });
    expect(memory.content).toBe('kept');
    const again = { params, body: { path: '/in-flight', content: '' } };
    expect(await client.refuse(createMemoryOperation, again)).toMatchObject({ status: 409 });
  });
});
