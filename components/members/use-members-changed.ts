'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

import { useWorkspaceId } from '@/components/shell/workspace';
import { useToast } from '@/components/ui/toast';
import { membersQuery } from '@/lib/workspaces/queries';

/** Says what was done, and fetches the people again; who changed themselves gets the page again that is for them now. */
export function useMembersChanged() {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  return async (title: string, { isSelf }: { isSelf: boolean }) => {
    toast({ title });
    if (isSelf) return router.refresh();
    await client.invalidateQueries({ queryKey: membersQuery(workspaceId).queryKey });
  };
}
