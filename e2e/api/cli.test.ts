import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

import { createMemoryOperation, retrieveMemoryOperation, updateMemoryOperation } from '@/lib/memories/schema';
import { createSessionOperation } from '@/lib/sessions/schema';
import { createStoreOperation, deleteStoreOperation } from '@/lib/stores/schema';
import { listImportsOperation } from '@/lib/transfer/schema';
import { versionResource } from '@/lib/versions/schema';

import { createClient } from './support/client';
import { sha256, unique } from './support/notes';

const program = fileURLToPath(new URL('../../lib/cli/palimpsest.mjs', import.meta.url));
const lines = Array.from(
  { length: 235 },
  (_, index) => `${String(index).padStart(3, '0')} ${'x'.repeat(24)}é\n`,
);
const note = lines.join('');
const carelessNote = Buffer.from(note).subarray(0, 1509).toString();

type Ran = { exitCode: number | null; stdout: Buffer; text: string; stderr: string };

/** Runs the tool as a person would, from a folder that is not the project's. */
let folder: string;
let printed = '';

function palimpsest(args: readonly string[], env: Record<string, string> = {}): Promise<Ran> {
  const { PATH = '' } = process.env;
  const own = {
    PATH,
    PALIMPSEST_URL: inject('serverUrls').embedded,
    PALIMPSEST_API_KEY: inject('operatorKey'),
  };
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...own, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => {
      const [stdout, stderr] = [Buffer.concat(out), Buffer.concat(err).toString()];
      printed += stdout.toString() + stderr;
      resolve({ exitCode, stdout, text: stdout.toString(), stderr });
    });
  });
}

async function overwriteByStranger() {
  const operator = createClient(inject('serverUrls').embedded, inject('operatorKey'));
  const name = unique('inspected');
  const store = await operator.call(createStoreOperation, { body: { name } });
  const resources = [{ type: 'memory_store', memory_store_id: store.id, access: 'read_write' }];
  const startSession = () =>
    operator.call(createSessionOperation, { body: { agent: 'a', environment_id: 'e', resources } });
  const [first, second] = [await startSession(), await startSession()];
  const params = { memory_store_id: store.id };
  const asSession = (token: string) => createClient(inject('serverUrls').embedded, token);
  const memory = await asSession(first.session_token).call(createMemoryOperation, {
    params,
    body: { path: '/customers/4711.md', content: note },
  });
  await asSession(second.session_token).call(updateMemoryOperation, {
    params: { ...params, memory_id: memory.id },
    body: { content: carelessNote },
  });
  return { operator, name, store, memory, second };
}

let story: Awaited<ReturnType<typeof overwriteByStranger>>;
let target: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'palimpsest-cli-'));
  story = await overwriteByStranger();
  target = `${story.name}:/customers/4711.md`;
});

afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await story.operator.call(deleteStoreOperation, { params: { memory_store_id: story.store.id } });
});

describe('an overwritten note, seen from the command line', () => {
  test('log and diff show who wrote over it, and that they had not read it', async () => {
    const session = `session …${story.second.id.slice(-4)}`;
    const log = await palimpsest(['log', target]);
    expect(log).toMatchObject({ exitCode: 0, stderr: '' });
    expect(log.text).toMatch(
      new RegExp(`@2 +modified +${session} .* 1,509 B +-5,776 .* head · had not read it`),
    );
    expect(log.text).toMatch(/@1 +created .* 7,285 B/);

    const json = await palimpsest(['log', story.memory.id, '--json']);
    const versions = json.text
      .trim()
      .split('\n')
      .map((line) => versionResource.parse(JSON.parse(line)));
    expect(versions.map(({ operation }) => operation)).toEqual(['modified', 'created']);

    const diff = await palimpsest(['diff', target, '--exit-code']);
    expect(diff.exitCode).toBe(1);
    const told = `${session} removed 186 of 235 lines and changed 1 line. It had not read this memory.`;
    expect(diff.text.split('\n')[0]).toBe(told);
    expect(diff.text).not.toContain('\u001B');
  });

  test('restore wants a yes, then puts the text back; verify finds every hash right', async () => {
    const unasked = await palimpsest(['restore', target, '@1']);
    expect(unasked).toMatchObject({ exitCode: 2, text: '' });
    expect(unasked.stderr).toContain('Nothing is lost: @2 stays in the history.');
    expect(unasked.stderr).toContain('Nothing was done. Add --yes');

    const stale = await palimpsest(['restore', target, '@1', '--yes', '--expected-head', '@1']);
    expect(stale.exitCode).toBe(5);
    expect(stale.stderr).toMatch(/Nothing was changed\.[^]*req_01/);

    const restored = await palimpsest(['restore', target, '@1', '--yes', '--reason', 'a run overwrote it']);
    expect(restored).toMatchObject({ exitCode: 0 });
    expect(restored.text).toContain('the hash is that of @1');
    const params = { memory_store_id: story.store.id, memory_id: story.memory.id };
    const memory = await story.operator.call(retrieveMemoryOperation, { params });
    expect(memory.content_sha256).toBe(sha256(note));
    expect((await palimpsest(['cat', target])).stdout.equals(Buffer.from(note))).toBe(true);

    const verified = await palimpsest(['verify', story.store.id]);
    expect(verified).toMatchObject({ exitCode: 0 });
    expect(verified.text).toContain(`Verified 1 memory and 3 versions of "${story.name}"`);
  });

  test('what is redacted, in the history or in the head, is gone from every answer', async () => {
    expect(await palimpsest(['redact', target, '@2', '--yes'])).toMatchObject({ exitCode: 0 });
    expect((await palimpsest(['cat', target, '--version', '@2'])).exitCode).toBe(3);
    const head = await palimpsest(['redact', target, '--lines', '1', '--yes', '--json']);
    expect(head.stderr).toContain('This is permanent');
    expect(JSON.parse(head.text)).toMatchObject({ type: 'memory_redaction', is_verified: true });
    expect((await palimpsest(['cat', target])).text).toMatch(/^\[redacted\]\n/);
  });
});

test('a session is reverted as a whole, after a plan that can be looked at', async () => {
  const { operator, name, store, second } = await overwriteByStranger();
  const plan = await palimpsest(['revert', second.id, '--dry-run', '--json']);
  expect(JSON.parse(plan.text)).toMatchObject({ type: 'revert', status: 'planned' });
  const done = await palimpsest(['revert', second.id, '--yes']);
  expect(done.stderr).toContain('~ put back  /customers/4711.md');
  expect(done).toMatchObject({ exitCode: 0, text: expect.stringContaining('1 memory reverted.') as string });
  const content = await palimpsest(['cat', `${name}:/customers/4711.md`]);
  expect(content.text).toBe(note);
  await operator.call(deleteStoreOperation, { params: { memory_store_id: store.id } });
});

test('an archive comes in again with its whole history, and what is in the way is left out', async () => {
  const params = { memory_store_id: story.store.id };
  await story.operator.call(createMemoryOperation, { params, body: { path: '/kept.md', content: note } });
  const file = join(folder, 'archive.gz');
  expect(await palimpsest(['export', story.name, '--out', file])).toMatchObject({ exitCode: 0, text: '' });
  const other = await story.operator.call(createStoreOperation, { body: { name: unique('imported') } });
  const imported = await palimpsest(['import', other.id, file, '--json']);
  expect(imported.exitCode).toBe(0);
  expect(JSON.parse(imported.text)).toMatchObject({ type: 'import', status: 'completed', refused_count: 0 });
  expect((await palimpsest(['import', other.id, file])).exitCode).toBe(5);
  await story.operator.call(deleteStoreOperation, { params: { memory_store_id: other.id } });
});

test('the trail is listed in sentences, and an exported one is checked without a server or a key', async () => {
  const listed = await palimpsest(['audit', '--action', 'memory_store.created', '--limit', '3']);
  expect(listed.exitCode).toBe(0);
  expect(listed.text).toMatch(/created store …\w{4}/);
  const file = join(folder, 'trail.ndjson');
  expect(await palimpsest(['audit', '--export', '--out', file])).toMatchObject({ exitCode: 0 });
  const alone = { PALIMPSEST_URL: 'http://127.0.0.1:9', PALIMPSEST_API_KEY: '' };
  const checked = await palimpsest(['audit', '--verify', file], alone);
  expect(checked).toMatchObject({ exitCode: 0, stderr: '' });
  expect(checked.text).toMatch(/^Whole and unchanged: [\d,]+ entries up to .*, SHA-256 [0-9a-f]{64}\.$/m);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, bytes.lastIndexOf('\n', bytes.length - 2) + 1));
  const cut = await palimpsest(['audit', '--verify', file], alone);
  expect(cut.exitCode).toBe(1);
  expect(cut.text).toContain('the file was cut');
});

test.each(['zip', 'tar.gz'])('a folder of files goes out and comes in as .%s', async (format) => {
  const params = { memory_store_id: story.store.id };
  const path = `/${unique('plain: ')}`;
  await story.operator.call(createMemoryOperation, { params, body: { path, content: note } });
  const file = join(folder, `files.${format}`);
  const taken = await palimpsest(['export', story.name, '--format', format, '--out', file]);
  expect(taken).toMatchObject({ exitCode: 0, text: '' });
  const other = await story.operator.call(createStoreOperation, { body: { name: unique('files') } });
  const imported = await palimpsest(['import', other.id, file, '--json']);
  expect(imported.exitCode).toBe(0);
  expect((await palimpsest(['cat', `${other.name}:${path}`])).text).toBe(note);
  const { data } = await story.operator.call(listImportsOperation, { query: { limit: 1 } });
  expect(data).toEqual([JSON.parse(imported.text)]);
  await story.operator.call(deleteStoreOperation, { params: { memory_store_id: other.id } });
});

describe('exit codes', () => {
  test.each([
    ['a command that is not there', ['frobnicate'], {}, 2],
    ['a format that is none', ['export', 'Research', '--format', 'rar'], {}, 2],
    ['a workspace as a folder', ['export', '--workspace', '--format', 'zip'], {}, 2],
    ['a store that is not there', ['ls', 'no such store'], {}, 3],
    [
      'a key that is not valid',
      ['stores'],
      { PALIMPSEST_API_KEY: 'plk_0123456789abcdef0123456789abcdef' },
      4,
    ],
    ['no server', ['stores', '--url', 'http://127.0.0.1:9'], {}, 6],
  ])('%s', async (_, args, env, exitCode) => {
    const ran = await palimpsest(args, env);
    expect(ran).toMatchObject({ exitCode, text: '' });
    expect(ran.stderr).toMatch(/^palimpsest: /);
  });
});

test('a key is read from a file, and printed nowhere', async () => {
  const file = join(folder, 'key');
  writeFileSync(file, `${inject('operatorKey')}\n`);
  const stores = await palimpsest(['stores', '--json', '--api-key-file', file], { PALIMPSEST_API_KEY: '' });
  expect(stores.exitCode).toBe(0);
  expect(stores.text).toContain(story.store.id);
  expect(printed).not.toContain(inject('operatorKey'));
});
