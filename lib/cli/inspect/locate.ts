import { listMemoriesOperation, retrieveMemoryOperation } from '@/lib/memories/schema';
import type { MemoryResource } from '@/lib/memories/schema';
import { listStoresOperation, retrieveStoreOperation } from '@/lib/stores/schema';
import type { StoreResource } from '@/lib/stores/schema';
import { listVersionsOperation } from '@/lib/versions/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { folderOf, matchStore, parseTarget } from './address';
import type { Api } from './api';
import { collect } from './command';
import { exitCodes, Failure, notFoundFailure, usageFailure } from './failure';

export function listStores(api: Api): Promise<StoreResource[]> {
  return collect(
    api.list(listStoresOperation, { query: { include: 'governance', include_archived: 'true' } }),
  );
}

/** The store that a person means, by id or name. */
export async function locateStore(api: Api, wanted: string): Promise<StoreResource> {
  if (wanted.startsWith('memstore_'))
    return api.call(retrieveStoreOperation, { params: { memory_store_id: wanted } });
  return matchStore(await listStores(api), wanted);
}

/** A memory, or one that was deleted: then there is its history and nothing else. */
export type Located = { store: StoreResource; memoryId: string };

/** The memory that a person means: `STORE:/path`, `STORE:mem_…` or `mem_…`. A path of the past leads to what was deleted there last. */
export async function locateMemory(api: Api, text: string): Promise<Located> {
  const target = parseTarget(text);
  if (target.store === null) return locateInAnyStore(api, target.memoryId ?? '');
  const store = await locateStore(api, target.store);
  if (target.memoryId !== null) return { store, memoryId: target.memoryId };
  if (target.path === null)
    throw usageFailure(`"${text}" names a store, not a memory.`, `Write "${text}":/path.`);
  const memoryId =
    (await findLive(api, store.id, target.path))?.id ?? (await findDeleted(api, store.id, target.path));
  if (memoryId) return { store, memoryId };
  throw notFoundFailure(
    `there is no memory at ${target.path} in "${store.name}", and none was deleted there.`,
    `See "palimpsest ls '${store.name}' --tree".`,
  );
}

async function findLive(api: Api, storeId: string, path: string): Promise<MemoryResource | null> {
  const query = { path_prefix: folderOf(path), depth: '1' };
  for await (const item of api.list(listMemoriesOperation, { params: { memory_store_id: storeId }, query })) {
    if (item.type === 'memory' && item.path === path) return item;
  }
  return null;
}

async function findDeleted(api: Api, storeId: string, path: string): Promise<string | null> {
  const query = { operation: 'deleted' };
  for await (const version of api.list(listVersionsOperation, {
    params: { memory_store_id: storeId },
    query,
  })) {
    if (version.path === path) return version.memory_id;
  }
  return null;
}

async function locateInAnyStore(api: Api, memoryId: string): Promise<Located> {
  for (const store of await listStores(api)) {
    const params = { memory_store_id: store.id };
    const versions = api.list(listVersionsOperation, { params, query: { memory_id: memoryId, limit: '1' } });
    if (!(await versions.next()).done) return { store, memoryId };
  }
  throw notFoundFailure(`there is no memory ${memoryId} in any store that this key sees.`);
}

/** Every version of a memory, newest first, with governance. */
export async function listHistory(api: Api, { store, memoryId }: Located): Promise<VersionResource[]> {
  const query = { memory_id: memoryId, include: 'governance' };
  const request = { params: { memory_store_id: store.id }, query };
  const versions = await collect(api.list(listVersionsOperation, request));
  if (versions.length === 0) throw notFoundFailure(`there is no memory ${memoryId} in "${store.name}".`);
  return versions;
}

/** The live memory. What was deleted has a history, but nothing that could be read now. */
export async function getLiveMemory(api: Api, { store, memoryId }: Located): Promise<MemoryResource> {
  const params = { memory_store_id: store.id, memory_id: memoryId };
  try {
    return await api.call(retrieveMemoryOperation, { params });
  } catch (error) {
    if (!(error instanceof Failure) || error.exitCode !== exitCodes.notFound) throw error;
    throw notFoundFailure(
      'this memory was deleted.',
      'Its history is in "palimpsest log"; cat --version shows a text of it.',
    );
  }
}
