/** Every list of reverts of a workspace stands under this key. */
export function revertsKey(workspaceId: string) {
  return [workspaceId, 'reverts'] as const;
}

export function revertKey(workspaceId: string, revertId: string) {
  return [workspaceId, 'revert', revertId] as const;
}
