'use client';

import { useMutation } from '@tanstack/react-query';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Time } from '@/components/ui/time';
import { useToast } from '@/components/ui/toast';
import { revokeKey } from '@/lib/workspaces/queries';

import type { KeyDialogProps } from './dialog-props';
import { useKeysChanged } from './use-keys-changed';

/** Ends a key for good. */
export function RevokeKeyDialog({ apiKey, onClose }: KeyDialogProps) {
  const workspaceId = useWorkspaceId();
  const toast = useToast();
  const onChanged = useKeysChanged();
  const { id, name, secret_hint: hint, last_used_at: lastUsedAt } = apiKey;
  const revoke = useMutation({
    mutationFn: () => revokeKey(workspaceId, id),
    onSuccess: () => {
      toast({ title: `Revoked the key “${name}”`, detail: 'Its next request is refused.' });
      onChanged();
      onClose();
    },
  });
  return (
    <ActDialog
      title={`Revoke “${name}”`}
      act="Revoke the key"
      isDanger
      isBusy={revoke.isPending}
      failure={describeFailure('The key was not revoked', revoke.error)}
      onClose={onClose}
      onSubmit={() => revoke.mutate()}
    >
      <p>
        <strong className="font-semibold">This is permanent.</strong> Whatever holds the key that ends in{' '}
        <code>{hint}</code> is refused with its next request.
      </p>
      <p>
        {lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <Time value={lastUsedAt} isInSentence />.
          </>
        )}{' '}
        Sessions that it made go on with tokens of their own: archive those that should not.
      </p>
      <p className="text-soft">What it wrote stays, and so does its row here.</p>
    </ActDialog>
  );
}
