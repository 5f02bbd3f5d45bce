/** Which memory an act is about. */
export type MemoryTarget = { storeId: string; memoryId: string };

export function targetOf(params: { memory_store_id: string; memory_id: string }): MemoryTarget {
  return { storeId: params.memory_store_id, memoryId: params.memory_id };
}
