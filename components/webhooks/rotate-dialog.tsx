'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/input';
import { rotateWebhookSecret, webhooksKey } from '@/lib/webhooks/queries';

import { ShownSecret } from './shown-secret';
import type { WebhookDialogProps } from './dialog-props';

const overlaps = [
  [24, 'for a day'],
  [168, 'for a week'],
  [0, 'no longer: it leaked'],
] as const;

/** Gives a new secret, and says how long the old one signs beside it. */
export function RotateDialog({ webhook, onClose }: WebhookDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const [hours, setHours] = useState(24);
  const rotate = useMutation({
    mutationFn: () => rotateWebhookSecret({ workspaceId, webhookId: webhook.id }, hours),
    onSuccess: () => void client.invalidateQueries({ queryKey: webhooksKey(workspaceId) }),
  });
  if (rotate.data) return <ShownSecret secret={rotate.data.secret} onClose={onClose} />;
  return (
    <ActDialog
      title="Rotate the secret"
      act="Make a new secret"
      isBusy={rotate.isPending}
      failure={describeFailure('The secret was not rotated', rotate.error)}
      onClose={onClose}
      onSubmit={() => rotate.mutate()}
    >
      <p>
        Every message carries the signatures of both secrets while the old one signs too, so that the receiver
        can change over without losing one.
      </p>
      <Field label="The old secret signs too">
        {(control) => (
          <Select
            {...control}
            data-first-focus
            value={hours}
            onChange={(event) => setHours(Number(event.target.value))}
          >
            {overlaps.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </ActDialog>
  );
}
