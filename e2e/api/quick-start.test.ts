import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

import { expect, inject, test } from 'vitest';

import { listStoresOperation } from '@/lib/stores/schema';
import { listVersionsOperation } from '@/lib/versions/schema';

import { createClient } from './support/client';
import { unique } from './support/notes';

const run = promisify(execFile);

/** The README's own code, with the address and the store's name of this test. */
function readQuickStart(baseURL: string, storeName: string): string {
  const [, code] = /```js\n([\s\S]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  if (!code) throw new Error('README.md has no js block: the quick start is missing.');
  return code
    .replace('http://127.0.0.1:3000', baseURL)
    .replace("'Research notes'", JSON.stringify(storeName));
}

test("the README's quick start does what it says", async () => {
  const url = inject('serverUrls').embedded;
  const key = inject('operatorKey');
  const name = unique('quick start');
  // Inside the project, so that the SDK is found.
  const folder = mkdtempSync(path.join('node_modules', '.quick-start-'));
  try {
    const file = path.join(folder, 'quick-start.mjs');
    writeFileSync(file, readQuickStart(url, name));
    await run(process.execPath, [file], { env: { ...process.env, PALIMPSEST_API_KEY: key } });
  } finally {
    rmSync(folder, { recursive: true });
  }

  const client = createClient(url, key);
  const stores = await client.call(listStoresOperation, { query: { limit: 100 } });
  const store = stores.data.find((each) => each.name === name)!;
  const { data } = await client.call(listVersionsOperation, {
    params: { memory_store_id: store.id },
    query: { include: 'governance' },
  });
  expect(data).toMatchObject([
    { content_size_bytes: 7285, created_by: { type: 'api_actor' } },
    { content_sha256: null, redacted_by: { type: 'api_actor' }, governance: { prior_knowledge: 'not_read' } },
    { content_size_bytes: 7285, created_by: { type: 'session_actor' } },
  ]);
  expect(data[0]?.content_sha256).toBe(data[2]?.content_sha256);
});
