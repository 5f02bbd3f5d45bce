'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { updateWebhook, webhooksKey } from '@/lib/webhooks/queries';

import type { WebhookDialogProps } from './dialog-props';
import { WebhookFields, isComplete } from './webhook-fields';

/** Changes where events go, and which. */
export function EditDialog({ webhook, onClose }: WebhookDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const [words, setWords] = useState({ url: webhook.url, event_types: webhook.event_types });
  const [wasSent, setWasSent] = useState(false);
  const update = useMutation({
    mutationFn: () =>
      updateWebhook({ workspaceId, webhookId: webhook.id }, { ...words, url: words.url.trim() }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: webhooksKey(workspaceId) });
      onClose();
    },
  });
  return (
    <ActDialog
      title="Change the webhook"
      act="Save"
      isBusy={update.isPending}
      failure={describeFailure('The webhook was not changed', update.error)}
      onClose={onClose}
      onSubmit={() => {
        setWasSent(true);
        if (isComplete(words)) update.mutate();
      }}
    >
      <WebhookFields words={words} onChange={setWords} wasSent={wasSent} />
      <p className="text-small text-soft">What waits to be sent goes to the new address.</p>
    </ActDialog>
  );
}
