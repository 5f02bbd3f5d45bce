'use client';

import { useQueryClient } from '@tanstack/react-query';

import { useWorkspaceId } from '@/components/shell/workspace';
import { keysQuery } from '@/lib/workspaces/queries';

/** Has the keys fetched again. */
export function useKeysChanged(): () => void {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: keysQuery(workspaceId).queryKey });
}
