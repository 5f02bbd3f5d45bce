import { apiPath, callApi } from '@/lib/http/client';

import type { MemoryRef } from './keys';
import type { StoreRef } from './queries';
import type {
  BulkActBody,
  BulkActResource,
  CopyBody,
  CreateMemoryBody,
  MemoryResource,
  RestoreBody,
  UpdateMemoryBody,
} from './schema';

/** Acts on what agents see of one memory. `reasons` are for withhold and release. */
export type StateAct = 'archive' | 'unarchive' | 'withhold' | 'release' | 'lock' | 'unlock';

export type StateActBody = { reason?: string; reasons?: ('quarantined' | 'restricted')[] };

function memoryPathOf({ storeId, memoryId }: MemoryRef): string {
  return apiPath`/v1/memory_stores/${storeId}/memories/${memoryId}`;
}

/** Up to 100 memories; each has an outcome of its own. */
export function actOnMemories(workspaceId: string, body: BulkActBody): Promise<BulkActResource> {
  return callApi({ workspaceId, path: '/v1/memory_bulk_acts', method: 'POST', body });
}

/** Brings a deleted memory back to where it was, with the text that it had; what was withheld of it stays withheld. */
export function restoreDeleted(
  workspaceId: string,
  memory: MemoryResource,
  note: { reason?: string },
): Promise<MemoryResource> {
  const versionId = memory.memory_version_id;
  return callApi({
    workspaceId,
    path: apiPath`/v1/memory_stores/${memory.memory_store_id}/memory_versions/${versionId}/restore`,
    method: 'POST',
    body: note,
  });
}

export function createMemory({ workspaceId, storeId }: StoreRef, body: CreateMemoryBody) {
  const path = apiPath`/v1/memory_stores/${storeId}/memories`;
  return callApi<MemoryResource>({ workspaceId, path, method: 'POST', body });
}

export function updateMemory(ref: MemoryRef, body: UpdateMemoryBody) {
  return callApi<MemoryResource>({
    workspaceId: ref.workspaceId,
    path: memoryPathOf(ref),
    method: 'POST',
    body,
  });
}

export function changeState(ref: MemoryRef, act: StateAct, body: StateActBody) {
  const path = `${memoryPathOf(ref)}/${act}`;
  return callApi<MemoryResource>({ workspaceId: ref.workspaceId, path, method: 'POST', body });
}

export function copyMemory(ref: MemoryRef, body: CopyBody) {
  const path = `${memoryPathOf(ref)}/copy`;
  return callApi<MemoryResource>({ workspaceId: ref.workspaceId, path, method: 'POST', body });
}

export function restoreVersion({ workspaceId, storeId }: StoreRef, versionId: string, body: RestoreBody) {
  const path = apiPath`/v1/memory_stores/${storeId}/memory_versions/${versionId}/restore`;
  return callApi<MemoryResource>({ workspaceId, path, method: 'POST', body });
}
