'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { ActorLabel } from '@/components/actors/actor-label';
import { Failure } from '@/components/shell/failure';
import { useIsOnline } from '@/components/shell/offline-line';
import { Button } from '@/components/ui/button';
import { makeLate } from '@/components/ui/late';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import { retentionPolicyQuery } from '@/lib/retention/queries';
import type { RetentionScope } from '@/lib/retention/queries';
import type { RetentionPolicyResource } from '@/lib/retention/schema';

import { describeRules } from './rules';

const { Component: PolicyDialog } = makeLate(() =>
  import('./policy-dialog').then((module) => module.PolicyDialog),
);
const { Component: RunDialog } = makeLate(() => import('./run-dialog').then((module) => module.RunDialog));

type PolicyViewProps = { scope: RetentionScope; storeName: string | null };

/** What a policy says in plain words, who said so, and what can be done about it. */
export function PolicyView({ scope, storeName }: PolicyViewProps) {
  const isOnline = useIsOnline();
  const { data, error, refetch } = useQuery(retentionPolicyQuery(scope));
  const [opened, setOpened] = useState<'policy' | 'run' | null>(null);
  const close = () => setOpened(null);
  if (error && !data) return <Failure what="the policy" error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  const removes = data.old_versions !== null || data.deleted_memories !== null;
  return (
    <div className="grid gap-3 rounded-pane border border-line p-4">
      <Origin policy={data} />
      <ul className="grid max-w-[72ch] gap-1">
        {describeRules(data).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setOpened('policy')} disabled={!isOnline}>
          Change the policy…
        </Button>
        <Button
          onClick={() => setOpened('run')}
          disabled={!isOnline || !removes}
          title={removes ? undefined : 'This policy removes nothing'}
        >
          Remove now…
        </Button>
      </div>
      {opened === 'policy' && (
        <PolicyDialog scope={scope} policy={data} storeName={storeName} onClose={close} />
      )}
      {opened === 'run' && <RunDialog scope={scope} storeName={storeName} onClose={close} />}
    </div>
  );
}

function Origin({ policy }: { policy: RetentionPolicyResource }) {
  const { updated_at: at, updated_by: by, memory_store_id: storeId, is_inherited: isInherited } = policy;
  if (at === null || by === null) {
    return (
      <p className="text-small text-soft">
        {storeId === null
          ? 'The default: nobody has set a policy.'
          : 'As the workspace says, which has no policy.'}
      </p>
    );
  }
  return (
    <p className="flex flex-wrap items-center gap-x-1 text-small text-soft">
      {isInherited ? 'As the workspace says, set' : 'Set'} <Time value={at} isInSentence /> by{' '}
      <ActorLabel actor={by} />
    </p>
  );
}
