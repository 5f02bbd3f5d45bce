'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { focusPage } from '@/components/acts/focus-page';
import { useWorkspaceId } from '@/components/shell/workspace';
import { executeRevert, revertQuery } from '@/lib/reverts/queries';
import type { RevertResource } from '@/lib/reverts/schema';

const lookAgainMs = 700;

/** A revert and how to carry it out. While it is under way, here or elsewhere, it is looked at again and again. */
export function useRevert(revertId: string) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const settle = async () => {
    // Whatever it wrote, all that is shown of the workspace may be another by now.
    await client.invalidateQueries({ queryKey: [workspaceId] });
    // The button that had the focus is gone.
    requestAnimationFrame(() => {
      if (document.activeElement === document.body) focusPage();
    });
  };
  const execute = useMutation({
    mutationFn: ({ revert, reason }: { revert: RevertResource; reason: string }) =>
      executeRevert(workspaceId, revert, reason),
    onSuccess: (revert) => client.setQueryData(revertQuery(workspaceId, revertId).queryKey, revert),
    onSettled: settle,
  });
  const query = useQuery({
    ...revertQuery(workspaceId, revertId),
    refetchInterval: ({ state }) =>
      execute.isPending || state.data?.status === 'running' ? lookAgainMs : false,
  });
  return { query, execute };
}
