/** Every list of sessions of a workspace stands under this key. */
export function sessionsKey(workspaceId: string) {
  return [workspaceId, 'sessions'] as const;
}

/** Everything that is known of one session stands under this key. */
export function sessionKey(workspaceId: string, sessionId: string) {
  return [workspaceId, 'session', sessionId] as const;
}
