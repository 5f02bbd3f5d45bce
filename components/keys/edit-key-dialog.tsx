'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { ActDialog } from '@/components/shell/act-dialog';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Choice } from '@/components/ui/choice';
import { useToast } from '@/components/ui/toast';
import { trustTiers } from '@/lib/auth/actor';
import { updateKey } from '@/lib/workspaces/queries';

import { toExpiresAt } from './expiry';
import type { Expiry } from './expiry';
import { ExpiryField } from './expiry-field';
import type { KeyDialogProps } from './dialog-props';
import { tierWords } from './key-words';
import { useKeysChanged } from './use-keys-changed';

/** Changes what may change of a key. */
export function EditKeyDialog({ apiKey, onClose }: KeyDialogProps) {
  const workspaceId = useWorkspaceId();
  const toast = useToast();
  const onChanged = useKeysChanged();
  const { id, name, expires_at: expiresAt } = apiKey;
  const [tier, setTier] = useState(apiKey.trust_tier);
  const [expiry, setExpiry] = useState<Expiry>(expiresAt === null ? 'never' : 'kept');
  const change = useMutation({
    mutationFn: () => {
      const expires = toExpiresAt(expiry, Date.now());
      return updateKey(workspaceId, id, {
        trust_tier: tier,
        ...(expires !== undefined && { expires_at: expires }),
      });
    },
    onSuccess: () => {
      toast({ title: `Changed the key “${name}”` });
      onChanged();
      onClose();
    },
  });
  const kept = expiresAt && new Date(expiresAt).toLocaleDateString('en', { dateStyle: 'medium' });
  return (
    <ActDialog
      title={`Trust and expiry of “${name}”`}
      act="Change the key"
      isBusy={change.isPending}
      failure={describeFailure('The key was not changed', change.error)}
      onClose={onClose}
      onSubmit={() => change.mutate()}
    >
      <Choice
        legend="Trust"
        isFirstFocus
        options={trustTiers}
        describe={(each) => ({ name: tierWords[each].name, about: tierWords[each].means })}
        value={tier}
        onChange={setTier}
      />
      <ExpiryField value={expiry} onChange={setExpiry} {...(kept !== null && { kept })} />
      <p className="text-soft">
        It counts from the key’s next request on. What it wrote before stays marked as it is.
      </p>
    </ActDialog>
  );
}
