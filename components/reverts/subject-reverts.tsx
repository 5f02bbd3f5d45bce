'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { useWorkspaceId } from '@/components/shell/workspace';
import { Time } from '@/components/ui/time';
import { revertsQuery } from '@/lib/reverts/queries';
import type { RevertResource } from '@/lib/reverts/schema';

import { memories } from './revert-words';

const shown = 3;

/** What was reverted already of what a session, a key or a revert wrote. Dry runs that nobody carried out are not told. */
export function SubjectReverts({ subjectId }: { subjectId: string }) {
  const workspaceId = useWorkspaceId();
  const { data } = useInfiniteQuery(revertsQuery(workspaceId, subjectId));
  const reverts = data?.pages[0]?.data.filter(({ status }) => status !== 'planned') ?? [];
  if (reverts.length === 0) return null;
  return (
    <ul aria-label="Reverts of this" className="grid gap-1">
      {reverts.slice(0, shown).map((revert) => (
        <li key={revert.id}>
          <Reverted revert={revert} href={`/w/${workspaceId}/reverts/${revert.id}`} />
        </li>
      ))}
    </ul>
  );
}

function Reverted({ revert, href }: { revert: RevertResource; href: string }) {
  const { done, failed, pending } = revert.counts.outcome;
  const isWhole = revert.status === 'done' && failed === 0 && pending === 0;
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 rounded-control bg-accent-soft px-3 py-2">
      <Undo2 aria-hidden size={14} className="shrink-0 text-accent" />
      <Link href={href} prefetch={false}>
        {revert.status === 'running' ? 'Being reverted' : `Reverted in ${memories(done)}`}
      </Link>
      {!isWhole && revert.status !== 'running' && <span>and not all of it,</span>}
      <Time value={revert.started_at ?? revert.created_at} isInSentence /> by{' '}
      <ActorLabel actor={revert.started_by} />
    </p>
  );
}
