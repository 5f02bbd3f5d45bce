import type Anthropic from '@anthropic-ai/sdk';
import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';

type Target = { storeId: string; memoryId: string; versionId: string };
type Call = { method: 'GET' | 'POST' | 'DELETE'; path: string; body?: object };

const post = (path: string, body: object = {}): Call => ({ method: 'POST', path, body });
const remove = (path: string): Call => ({ method: 'DELETE', path });
const get = (path: string): Call => ({ method: 'GET', path });

/** Everything that changes something, as calls that would be right if somebody else made them. */
export function listActs({ storeId, memoryId, versionId }: Target): Call[] {
  const store = `/v1/memory_stores/${storeId}`;
  const memory = `${store}/memories/${memoryId}`;
  const version = `${store}/memory_versions/${versionId}`;
  return [
    post('/v1/memory_stores', { name: 'Mine' }),
    post(store, { name: 'Renamed' }),
    post(`${store}/archive`),
    remove(store),
    post(`${store}/memories`, { path: '/mine.md', content: 'Mine.' }),
    post(memory, { content: 'Mine.' }),
    post(memory, { path: '/elsewhere.md' }),
    remove(memory),
    ...['archive', 'unarchive', 'lock', 'unlock'].map((act) => post(`${memory}/${act}`)),
    post(`${memory}/withhold`, { reason: 'Because.' }),
    post(`${memory}/release`),
    post(`${memory}/copy`, { memory_store_id: storeId, path: '/copy.md' }),
    post(`${memory}/redact`, { dry_run: true, is_whole: true, head_version_id: versionId }),
    post(`${version}/redact`),
    post(`${version}/restore`),
    post('/v1/api_keys', { name: 'Mine' }),
    get('/v1/members'),
    get(`${store}/export`),
  ];
}

/** Everything that shows a memory's text or path. */
export function listReads({ storeId, memoryId, versionId }: Target): Call[] {
  const store = `/v1/memory_stores/${storeId}`;
  const memory = `${store}/memories/${memoryId}`;
  const at = encodeURIComponent(new Date().toISOString());
  const side = { type: 'memory_store', memory_store_id: storeId };
  return [
    get(`${store}/memories`),
    get(memory),
    get(`${memory}/blame`),
    get(`${store}/memory_versions`),
    get(`${store}/memory_versions/${versionId}`),
    get(`${store}/as_of?at=${at}`),
    get(`${store}/most_read_memories`),
    post('/v1/memory_tree', { memory_store_id: storeId }),
    post('/v1/memory_diffs', { type: 'memory_stores', from: side, to: side }),
    post('/v1/memory_search', { query: 'the' }),
    post('/v1/memory_path_search', { query: '/' }),
  ];
}

/** A memory of the demonstration, with its text. */
export async function findTarget(sdk: Anthropic): Promise<Target & { content: string }> {
  const stores = await sdk.beta.memoryStores.list();
  const { id: storeId } = stores.data.find(({ name }) => name === 'Research notes')!;
  const { data } = await sdk.beta.memoryStores.memories.list(storeId);
  const listed = data.find(({ path }) => path === '/research/raft.md');
  if (listed?.type !== 'memory') throw new Error('The demonstration has no /research/raft.md.');
  const memory = await sdk.beta.memoryStores.memories.retrieve(listed.id, {
    memory_store_id: storeId,
    view: 'full',
  });
  const { id: memoryId, memory_version_id: versionId, content } = memory;
  return { storeId, memoryId, versionId, content: content ?? '' };
}

/** Calls the API as the page itself could, with the cookie of who is signed in. */
export async function expectRefused(
  page: Page,
  url: string,
  workspace: string,
  calls: Call[],
): Promise<void> {
  const headers = {
    origin: url,
    'anthropic-workspace-id': workspace.replace('/w/', ''),
    'anthropic-beta': 'agent-memory-2026-07-22',
  };
  for (const { method, path, body } of calls) {
    const answer = await page.request.fetch(path, { method, headers, ...(body && { data: body }) });
    expect.soft(answer.status(), `${method} ${path} ${await answer.text()}`).toBe(403);
  }
}
