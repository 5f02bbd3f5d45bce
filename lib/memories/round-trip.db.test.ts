import { createHash } from 'node:crypto';

import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

import type { Actor } from '@/lib/auth/actor';
import { useDatabase } from '@/lib/testing/database';
import { makeKey, makeMemory, makeStore, makeWorkspace } from '@/lib/testing/factories';
import { retrieveVersion } from '@/lib/versions/read';

import { findPathFault } from './path';
import { listMemories, retrieveMemory } from './read';

useDatabase();

let system: Actor;
let agent: Actor;
let storeId: string;

beforeAll(async () => {
  ({ system } = await makeWorkspace());
  agent = await makeKey(system, { kind: 'agent' });
  storeId = (await makeStore(system)).id;
});

/** Many texts in one run: each costs three round trips to the database. */
function sampleOf(unit: 'binary' | 'grapheme', count: number): string[] {
  const text = fc.string({ unit, maxLength: 60 }).filter((value) => value.isWellFormed());
  return fc.sample(text, count);
}

const corners = [
  '',
  '\0',
  '\0\0',
  '\uFEFF',
  'a\uFEFFb',
  '\r\n',
  'e\u0301',
  '\u{10FFFF}',
  "'; --",
  '\\x00',
  '\uFFFD',
];

async function expectRoundTrip(content: string): Promise<void> {
  const created = await makeMemory(agent, storeId, { content });
  const bytes = Buffer.from(content, 'utf8');
  const expected = {
    content,
    content_sha256: createHash('sha256').update(bytes).digest('hex'),
    content_size_bytes: bytes.byteLength,
  };
  expect(created).toMatchObject(expected);
  expect(await retrieveMemory(agent, { storeId, memoryId: created.id }, { view: 'full' })).toMatchObject(
    expected,
  );
  const version = await retrieveVersion(agent, storeId, created.memory_version_id, { view: 'full' });
  expect(version).toMatchObject(expected);
}

test.each([
  ['corner cases', () => corners],
  ['any code points', () => sampleOf('binary', 40)],
  ['graphemes', () => sampleOf('grapheme', 40)],
])('content of %s comes back byte by byte, with the hash of its bytes', async (_name, contents) => {
  for (const content of contents()) await expectRoundTrip(content);
});

test('every path that is valid can be stored, found and listed as it is', async () => {
  const store = await makeStore(system);
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 12 })
    .map((text) => `/${text.normalize('NFC')}`);
  const paths = new Set(
    fc.sample(
      name.filter((path) => findPathFault(path) === null && !path.includes('/', 1)),
      30,
    ),
  );
  for (const path of paths) await makeMemory(agent, store.id, { path });
  const page = await listMemories(agent, store.id, { path_prefix: '/', depth: 1, view: 'basic', limit: 100 });
  expect(page.data.map((item) => item.path)).toEqual(
    [...paths].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
  );
});
