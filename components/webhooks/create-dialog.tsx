'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { createWebhook, webhooksKey } from '@/lib/webhooks/queries';

import { ShownSecret } from './shown-secret';
import { WebhookFields, isComplete } from './webhook-fields';

/** Asks where events go and which, and then shows the secret. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const [words, setWords] = useState({ url: '', event_types: ['memory.*', 'memory_version.*'] });
  const [wasSent, setWasSent] = useState(false);
  const create = useMutation({
    mutationFn: () => createWebhook(workspaceId, { ...words, url: words.url.trim() }),
    onSuccess: () => void client.invalidateQueries({ queryKey: webhooksKey(workspaceId) }),
  });
  if (create.data) return <ShownSecret secret={create.data.secret} onClose={onClose} />;
  return (
    <ActDialog
      title="New webhook"
      act="Create the webhook"
      isBusy={create.isPending}
      failure={describeFailure('The webhook was not created', create.error)}
      onClose={onClose}
      onSubmit={() => {
        setWasSent(true);
        if (isComplete(words)) create.mutate();
      }}
    >
      <WebhookFields words={words} onChange={setWords} wasSent={wasSent} />
    </ActDialog>
  );
}
