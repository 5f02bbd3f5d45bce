'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { useWorkspaceId } from '@/components/shell/workspace';
import { executeRevert, revertQuery } from '@/lib/reverts/queries';
import type { RevertResource } from '@/lib/reverts/schema';

const lookAgainMs = 700;

/** A revert and how to carry it out. While it is under way, here or elsewhere, it is looked at again and again. */
export function useRevert(revertId: string) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  // Whatever it wrote, all that is shown of the workspace may be another by now.
  const refetchAll = () => client.invalidateQueries({ queryKey: [workspaceId] });
  const execute = useMutation({
    mutationFn: ({ revert, reason }: { revert: RevertResource; reason: string }) =>
      executeRevert(workspaceId, revert, reason),
    onSuccess: (revert) => client.setQueryData(revertQuery(workspaceId, revertId).queryKey, revert),
    onSettled: refetchAll,
  });
  const query = useQuery({
    ...revertQuery(workspaceId, revertId),
    refetchInterval: ({ state }) =>
      execute.isPending || state.data?.status === 'running' ? lookAgainMs : false,
  });
  return { query, execute };
}
