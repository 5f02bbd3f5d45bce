import { storeKey } from '@/lib/stores/keys';

export type MemoryRef = { workspaceId: string; storeId: string; memoryId: string };

/** Everything about one memory stands under this key: itself, its versions, its blame. */
export function memoryKey({ workspaceId, storeId, memoryId }: MemoryRef) {
  return [...storeKey(workspaceId, storeId), 'memory', memoryId] as const;
}

/** The memory itself, as its page shows it. */
export function memoryItselfKey(ref: MemoryRef) {
  return [...memoryKey(ref), 'itself'] as const;
}
