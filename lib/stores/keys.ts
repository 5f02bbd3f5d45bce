/** Everything that is known of one store and its memories stands under this key, so that an act can make all of it fetch again. */
export function storeKey(workspaceId: string, storeId: string) {
  return [workspaceId, 'store', storeId] as const;
}

/** Every list of stores of a workspace stands under this key. */
export function storesKey(workspaceId: string) {
  return [workspaceId, 'stores'] as const;
}
