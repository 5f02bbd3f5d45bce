/** Everything that the overview shows, and the lists behind it that no store owns, stand under this key. */
export function overviewKey(workspaceId: string) {
  return [workspaceId, 'overview'] as const;
}
