'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';

import { ReasonField } from '@/components/acts/reason-field';
import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from '@/components/stores/failure-words';
import { useToast } from '@/components/ui/toast';
import { retentionPoliciesKey, retentionPolicyQuery, setRetentionPolicy } from '@/lib/retention/queries';
import type { RetentionScope } from '@/lib/retention/queries';
import type { RetentionPolicyResource } from '@/lib/retention/schema';

import { describeRules, findFaults, toDraft, toRules } from './rules';
import { RulesFields } from './rules-fields';

type PolicyDialogProps = {
  scope: RetentionScope;
  policy: RetentionPolicyResource;
  /** Of the store, where it is about one. */
  storeName: string | null;
  onClose: () => void;
};

/** Sets how long the workspace or one store keeps history. Removes nothing yet. */
export function PolicyDialog({ scope, policy, storeName, onClose }: PolicyDialogProps) {
  const client = useQueryClient();
  const toast = useToast();
  const [follows, setFollows] = useState(policy.is_inherited);
  const [draft, setDraft] = useState(() => toDraft(policy));
  const [reason, setReason] = useState('');
  const [wasSent, setWasSent] = useState(false);
  const faults = follows ? {} : findFaults(draft);
  const isGood = Object.keys(faults).length === 0;
  const set = useMutation({
    mutationFn: () =>
      setRetentionPolicy(scope, {
        ...(follows ? { inherit: true } : toRules(draft)),
        ...(reason.trim() !== '' && { reason: reason.trim() }),
      }),
    onSuccess: async (changed) => {
      client.setQueryData(retentionPolicyQuery(scope).queryKey, changed);
      toast({ title: 'The policy is set', detail: 'Nothing was removed yet: a run does that.' });
      onClose();
      await client.invalidateQueries({ queryKey: retentionPoliciesKey(scope.workspaceId) });
    },
  });
  return (
    <ActDialog
      title={storeName === null ? 'How long history is kept' : `How long “${storeName}” keeps history`}
      act="Set the policy"
      isBusy={set.isPending}
      failure={describeFailure('The policy was not changed', set.error)}
      onClose={onClose}
      onSubmit={() => {
        setWasSent(true);
        if (isGood) set.mutate();
      }}
    >
      {storeName !== null && <FollowChoice follows={follows} onChange={setFollows} />}
      {!follows && (
        <>
          <RulesFields
            draft={draft}
            faults={wasSent ? faults : {}}
            onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
          />
          {isGood && (
            <ul className="grid gap-1 rounded-control bg-sunken px-3 py-2 text-soft">
              {describeRules(toRules(draft)).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          )}
        </>
      )}
      <ReasonField value={reason} onChange={setReason} />
    </ActDialog>
  );
}

function FollowChoice({ follows, onChange }: { follows: boolean; onChange: (follows: boolean) => void }) {
  const name = useId();
  const options = [
    [true, 'As the workspace says'],
    [false, 'By a policy of its own'],
  ] as const;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 font-medium">This store keeps history</legend>
      {options.map(([value, words]) => (
        <label key={words} className="flex items-center gap-2.5">
          <input
            type="radio"
            name={name}
            checked={follows === value}
            onChange={() => onChange(value)}
            className="size-4 accent-accent"
          />
          {words}
        </label>
      ))}
    </fieldset>
  );
}
