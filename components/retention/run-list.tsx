'use client';

import { useInfiniteQuery } from '@tanstack/react-query';

import { ActorLabel } from '@/components/actors/actor-label';
import { PeopleList } from '@/components/members/people-list';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Badge } from '@/components/ui/badge';
import { formatCount } from '@/components/ui/bytes';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import { retentionRunsQuery } from '@/lib/retention/queries';
import type { RetentionRunResource } from '@/lib/retention/schema';

/** Runs, newest first; one that is under way is followed. */
export function RunList() {
  const found = useInfiniteQuery(retentionRunsQuery(useWorkspaceId()));
  return (
    <PeopleList
      what="the runs"
      found={found}
      nothing={
        <p className="text-soft">
          None yet. Once a policy removes anything, there is one a day, and you can order one at any time.
        </p>
      }
      row={(run) => <RunRow key={run.id} run={run} />}
    />
  );
}

function RunRow({ run }: { run: RetentionRunResource }) {
  const { counts, status, memory_store_id: storeId } = run;
  const isRunning = status === 'running';
  const isDaily = run.created_by.type === 'system_actor';
  return (
    <li className="grid gap-1 border-b border-line py-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isRunning ? 'changed' : 'neutral'}>{isRunning ? 'under way' : 'done'}</Badge>
        <span className="tabular-nums">
          {formatCount(counts.memory_versions)} versions removed
          {counts.memories > 0 && `, ${formatCount(counts.memories)} of them the last of a memory`}
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-1 text-small text-soft">
        {isDaily ? 'The daily run' : 'Ordered'} <Time value={run.created_at} isInSentence />
        {!isDaily && (
          <>
            by <ActorLabel actor={run.created_by} />
          </>
        )}
        {storeId !== null && (
          <>
            in the store <CopyId id={storeId} />
          </>
        )}
      </p>
    </li>
  );
}
