'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { Button } from '@/components/ui/button';
import type { ButtonLook } from '@/components/ui/button';
import { useToast } from '@/components/ui/toast';
import { revertsKey } from '@/lib/reverts/keys';
import { planRevert, revertQuery } from '@/lib/reverts/queries';
import type { RevertSubject } from '@/lib/reverts/queries';

import { describeRevertFailure } from './failure-words';

/** Makes a dry run and leads to it. It changes no memory, so nothing is asked before. */
export function usePlan() {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: (plan: RevertSubject) => planRevert(workspaceId, plan),
    onSuccess: (revert) => {
      client.setQueryData(revertQuery(workspaceId, revert.id).queryKey, revert);
      void client.invalidateQueries({ queryKey: revertsKey(workspaceId) });
      router.push(`/w/${workspaceId}/reverts/${revert.id}`);
    },
  });
}

type PlanButtonProps = {
  plan: RevertSubject;
  /** Why it cannot be done now; undefined when it can. */
  refusal: string | undefined;
  look?: ButtonLook;
  children: ReactNode;
};

/** Asks what a revert would do. */
export function PlanButton({ plan, refusal, look, children }: PlanButtonProps) {
  const toast = useToast();
  const planning = usePlan();
  const press = () =>
    planning.mutate(plan, {
      onError: (error) =>
        toast({
          title: 'The dry run was not made',
          detail: describeRevertFailure(error) ?? '',
          isFailure: true,
        }),
    });
  return (
    <Button
      {...(look && { look })}
      isBusy={planning.isPending || planning.isSuccess}
      disabled={refusal !== undefined}
      title={refusal}
      onClick={press}
    >
      {children}
    </Button>
  );
}
