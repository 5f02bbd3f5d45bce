'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { describeActFailure } from '@/components/acts/failure-words';
import { focusPage } from '@/components/acts/focus-page';
import { useWorkspaceId } from '@/components/shell/workspace';
import { useToast } from '@/components/ui/toast';
import type { JobResource } from '@/lib/overview/job';
import { overviewKey } from '@/lib/overview/keys';
import { retryJob } from '@/lib/overview/queries';

import { describeJob } from './job-words';

/** Has a failed job begun again, says so, and shows what became of it. */
export function useRetry(job: JobResource) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: () => retryJob(workspaceId, job.id),
    onSuccess: () =>
      toast({
        title: 'It is tried again now',
        detail: `${describeJob(job.kind)}. If it fails again, it stands here again.`,
      }),
    onError: (error) =>
      toast({ title: 'It was not tried again', detail: describeActFailure(error), isFailure: true }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: overviewKey(workspaceId) });
      // The row may be gone, and the focus with it.
      requestAnimationFrame(() => {
        if (document.activeElement === document.body) focusPage();
      });
    },
  });
}
