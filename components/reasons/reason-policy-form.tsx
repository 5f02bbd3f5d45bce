'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';

import { ActFailure } from '@/components/shell/act-failure';
import { Failure } from '@/components/shell/failure';
import { useIsOnline } from '@/components/shell/offline-line';
import { useWorkspaceId } from '@/components/shell/workspace';
import { describeFailure } from '@/components/stores/failure-words';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/input';
import { SkeletonRows } from '@/components/ui/skeleton';
import { useToast } from '@/components/ui/toast';
import { reasonPolicyQuery, setReasonPolicy } from '@/lib/workspaces/queries';
import { defaultDemands, reasonActs, reasonDemands } from '@/lib/workspaces/reason-demands';
import type { ReasonAct, ReasonDemand, ReasonDemands } from '@/lib/workspaces/reason-demands';

import { actWords, demandWords } from './act-words';

/** For which acts somebody is asked why, and for which the act is refused without an answer. */
export function ReasonPolicyForm() {
  const workspaceId = useWorkspaceId();
  const { data, error, refetch } = useQuery(reasonPolicyQuery(workspaceId));
  if (error && !data) return <Failure what="the policy" error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonRows count={reasonActs.length} label="Loading the policy" />;
  return <Form saved={data.demands} />;
}

function Form({ saved }: { saved: ReasonDemands }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const isOnline = useIsOnline();
  const toast = useToast();
  const [changes, setChanges] = useState<Partial<ReasonDemands>>({});
  const shown = { ...saved, ...changes };
  const isChanged = reasonActs.some((act) => shown[act] !== saved[act]);
  const set = useMutation({
    mutationFn: () => setReasonPolicy(workspaceId, changes),
    onSuccess: (policy) => {
      client.setQueryData(reasonPolicyQuery(workspaceId).queryKey, policy);
      setChanges({});
      toast({ title: 'The policy is set', detail: 'It counts from the next act on.' });
    },
  });
  return (
    <form
      aria-busy={set.isPending}
      className="grid max-w-160 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && isOnline && !set.isPending) set.mutate();
      }}
    >
      <ul className="border-t border-line">
        {reasonActs.map((act) => (
          <ActRow
            key={act}
            act={act}
            demand={shown[act]}
            isChanged={shown[act] !== saved[act]}
            onChange={(demand) => setChanges((before) => ({ ...before, [act]: demand }))}
          />
        ))}
      </ul>
      <ActFailure failure={describeFailure('The policy was not changed', set.error)} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" isBusy={set.isPending} disabled={!isChanged || !isOnline}>
          Save
        </Button>
        <Button disabled={!isChanged || set.isPending} onClick={() => setChanges({})}>
          Discard
        </Button>
      </div>
    </form>
  );
}

type ActRowProps = {
  act: ReasonAct;
  demand: ReasonDemand;
  isChanged: boolean;
  onChange: (demand: ReasonDemand) => void;
};

function ActRow({ act, demand, isChanged, onChange }: ActRowProps) {
  const id = useId();
  const { name, what } = actWords[act];
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_136px] items-center gap-x-4 border-b border-line py-2">
      <div>
        <label htmlFor={id} className="font-medium">
          {name}
        </label>
        <p id={`${id}-what`} className="text-small text-soft">
          {what}
        </p>
      </div>
      <Select
        id={id}
        aria-describedby={`${id}-what`}
        className={isChanged ? 'border-accent' : ''}
        value={demand}
        onChange={(event) => onChange(event.target.value as ReasonDemand)}
      >
        {reasonDemands.map((each) => (
          <option key={each} value={each}>
            {demandWords[each]}
            {each === defaultDemands[act] && ' (default)'}
          </option>
        ))}
      </Select>
    </li>
  );
}
