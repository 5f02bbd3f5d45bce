'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ComponentType } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useToast } from '@/components/ui/toast';
import { testWebhook, updateWebhook, webhooksKey } from '@/lib/webhooks/queries';
import type { WebhookResource } from '@/lib/webhooks/schema';

import type { WebhookDialogProps } from './dialog-props';

const dialogs = {
  edit: makeLate(() => import('./edit-dialog').then((module) => module.EditDialog)).Component,
  rotate: makeLate(() => import('./rotate-dialog').then((module) => module.RotateDialog)).Component,
  delete: makeLate(() => import('./delete-dialog').then((module) => module.DeleteDialog)).Component,
} satisfies Record<string, ComponentType<WebhookDialogProps>>;

/** What is done at once, with what came of it. */
function useQuickActs({ id: webhookId }: WebhookResource) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const settle = (title: string, failed: string) => ({
    onSuccess: () => {
      toast({ title });
      void client.invalidateQueries({ queryKey: webhooksKey(workspaceId) });
    },
    onError: (error: Error) => toast({ title: describeFailure(failed, error) ?? failed, isFailure: true }),
  });
  const test = useMutation({
    mutationFn: () => testWebhook({ workspaceId, webhookId }),
    ...settle('A test is on its way. Its delivery is in the list.', 'No test was sent'),
  });
  const enable = useMutation({
    mutationFn: () => updateWebhook({ workspaceId, webhookId }, { state: 'enabled' }),
    ...settle('Enabled. It is told of what happens from now on.', 'The webhook was not enabled'),
  });
  const disable = useMutation({
    mutationFn: () => updateWebhook({ workspaceId, webhookId }, { state: 'disabled' }),
    ...settle('Disabled. What waits is kept until it is enabled.', 'The webhook was not disabled'),
  });
  return { test, enable, disable };
}

/** Everything that an administrator can do about a webhook. */
export function WebhookActs({ webhook }: { webhook: WebhookResource }) {
  const [chosen, setChosen] = useState<keyof typeof dialogs | null>(null);
  const { test, enable, disable } = useQuickActs(webhook);
  const offline = useIsOnline() ? undefined : 'Not while you are offline';
  const isEnabled = webhook.state === 'enabled';
  const Dialog = chosen && dialogs[chosen];
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={`Acts on ${webhook.url}`} />}>
        <MenuItem
          onSelect={() => test.mutate()}
          disabledReason={offline ?? (isEnabled ? undefined : 'It is disabled')}
        >
          Send a test
        </MenuItem>
        <MenuItem onSelect={() => setChosen('edit')} disabledReason={offline}>
          Change…
        </MenuItem>
        <MenuItem onSelect={() => setChosen('rotate')} disabledReason={offline}>
          Rotate the secret…
        </MenuItem>
        <MenuItem onSelect={() => (isEnabled ? disable : enable).mutate()} disabledReason={offline}>
          {isEnabled ? 'Disable' : 'Enable'}
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => setChosen('delete')} disabledReason={offline} isDanger>
          Delete…
        </MenuItem>
      </Menu>
      {Dialog && <Dialog webhook={webhook} onClose={() => setChosen(null)} />}
    </>
  );
}
