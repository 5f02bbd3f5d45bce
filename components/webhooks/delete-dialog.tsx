'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { deleteWebhook, webhooksQuery } from '@/lib/webhooks/queries';

import type { WebhookDialogProps } from './dialog-props';

export function DeleteDialog({ webhook, onClose }: WebhookDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const router = useRouter();
  const list = `/w/${workspaceId}/settings/webhooks`;
  const isOnList = usePathname() === list;
  const remove = useMutation({
    mutationFn: () => deleteWebhook({ workspaceId, webhookId: webhook.id }),
    onSuccess: async () => {
      if (!isOnList) router.push(list);
      await client.invalidateQueries({ queryKey: webhooksQuery(workspaceId).queryKey });
      onClose();
    },
  });
  return (
    <ActDialog
      title="Delete the webhook"
      act="Delete the webhook"
      isDanger
      isBusy={remove.isPending}
      failure={describeFailure('The webhook was not deleted', remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <p className="[overflow-wrap:anywhere]">
        Nothing is sent to <strong>{webhook.url}</strong> any more, what waits for it included. What was sent
        is forgotten, and its secret with it.
      </p>
    </ActDialog>
  );
}
