import { queryOptions } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';

import { apiPath, callApi } from '@/lib/http/client';
import { storeKey } from '@/lib/stores/keys';

import { memoryItselfKey } from './keys';
import type { MemoryRef } from './keys';
import type { MostRead } from './most-read';
import type { MemoryResource } from './schema';
import type { FolderResource, TreePage } from './tree';

export type StoreRef = { workspaceId: string; storeId: string };

export function memoryQuery(ref: MemoryRef) {
  return queryOptions({
    queryKey: memoryItselfKey(ref),
    queryFn: ({ signal }) =>
      callApi<MemoryResource>({
        workspaceId: ref.workspaceId,
        path: apiPath`/v1/memory_stores/${ref.storeId}/memories/${ref.memoryId}`,
        query: { include: 'governance' },
        signal,
      }),
  });
}

/** After an act on a memory: what is shown of it, and of the store that lists it, is fetched again. */
export async function refetchMemory(client: QueryClient, ref: MemoryRef): Promise<void> {
  await client.invalidateQueries({ queryKey: storeKey(ref.workspaceId, ref.storeId) });
}

/** A folder's children as far as they are loaded. The cursors lead to what lies before and behind them; null where nothing does. */
export type FolderWindow = {
  items: readonly (FolderResource | MemoryResource)[];
  prevPage: string | null;
  nextPage: string | null;
};

type TreeCall = StoreRef & { folder: string; startAt?: string; page?: string; signal?: AbortSignal };

function listTree({ workspaceId, storeId, folder, startAt, page, signal }: TreeCall): Promise<TreePage> {
  const body = {
    memory_store_id: storeId,
    path_prefix: folder,
    ...(startAt !== undefined && { start_at: startAt }),
    ...(page !== undefined && { page }),
  };
  return callApi({ workspaceId, path: '/v1/memory_tree', method: 'POST', body, signal });
}

export function toWindow({ data, prev_page: prevPage, next_page: nextPage }: TreePage): FolderWindow {
  return { items: data, prevPage, nextPage };
}

export function folderKey({ workspaceId, storeId }: StoreRef, folder: string) {
  return [...storeKey(workspaceId, storeId), 'folder', folder] as const;
}

/** Loads what was loaded before, once more and from the same entry on: nothing that is on the screen may vanish. */
async function reload(call: TreeCall, before: FolderWindow | undefined): Promise<FolderWindow> {
  const first = before?.prevPage ? before.items[0] : undefined;
  const startAt = first && { startAt: first.path.replace(/\/$/, '') };
  let window = toWindow(await listTree({ ...call, ...startAt }));
  while (before && window.nextPage !== null && window.items.length < before.items.length) {
    const page = toWindow(await listTree({ ...call, page: window.nextPage }));
    window = { ...page, prevPage: window.prevPage, items: [...window.items, ...page.items] };
  }
  return window;
}

export function folderQuery(store: StoreRef, folder: string) {
  const queryKey = folderKey(store, folder);
  return queryOptions({
    queryKey,
    queryFn: ({ client, signal }) =>
      reload({ ...store, folder, signal }, client.getQueryData<FolderWindow>(queryKey)),
  });
}

const noWindow: FolderWindow = { items: [], prevPage: null, nextPage: null };

/** Adds what lies before or behind the loaded children of a folder. */
export async function loadMoreOfFolder(
  client: QueryClient,
  store: StoreRef,
  { folder, side }: { folder: string; side: 'before' | 'after' },
): Promise<void> {
  const key = folderKey(store, folder);
  const cursorOf = (window: FolderWindow) => (side === 'before' ? window.prevPage : window.nextPage);
  const page = cursorOf(client.getQueryData<FolderWindow>(key) ?? noWindow);
  if (page === null) return;
  const more = toWindow(await listTree({ ...store, folder, page }));
  client.setQueryData<FolderWindow>(key, (now) => {
    if (!now || cursorOf(now) !== page) return now;
    return side === 'before'
      ? { ...now, items: [...more.items, ...now.items], prevPage: more.prevPage }
      : { ...now, items: [...now.items, ...more.items], nextPage: more.nextPage };
  });
}

/** Has the children of a folder loaded from the one on that is or holds a path, unless it is loaded already. */
export async function revealInFolder(
  client: QueryClient,
  store: StoreRef,
  { folder, path }: { folder: string; path: string },
): Promise<void> {
  const key = folderKey(store, folder);
  const isAt = (item: FolderResource | MemoryResource) =>
    item.path === path || (item.path.endsWith('/') && path.startsWith(item.path));
  const loaded = await client.ensureQueryData(folderQuery(store, folder));
  if (loaded.items.some(isAt)) return;
  client.setQueryData(key, toWindow(await listTree({ ...store, folder, startAt: path })));
}

/** What agents read most in the last seven days. */
export function mostReadQuery({ workspaceId, storeId }: StoreRef, limit: number) {
  return queryOptions({
    queryKey: [...storeKey(workspaceId, storeId), 'most-read', limit] as const,
    queryFn: ({ signal }) =>
      callApi<MostRead>({
        workspaceId,
        path: apiPath`/v1/memory_stores/${storeId}/most_read_memories`,
        query: { limit },
        signal,
      }),
  });
}
