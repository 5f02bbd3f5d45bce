'use client';

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { useMemo } from 'react';
import type { ReactNode } from 'react';

import { actorId } from '@/components/actors/actor-id';
import { ActorLabel } from '@/components/actors/actor-label';
import type { Zone } from '@/components/history/day';
import { Instant, useInBrowser } from '@/components/history/instant';
import { Fact } from '@/components/memories/fact';
import { Failure } from '@/components/shell/failure';
import { useWorkspaceId } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import { CopyId } from '@/components/ui/copy';
import { auditEntryQuery, trailQuery } from '@/lib/audit/queries';
import type { AuditEntryDetail, AuditEntryResource } from '@/lib/audit/schema';
import { nameAction, nameThing } from '@/lib/audit/sentences';

import { EntryDetails } from './entry-details';
import { EntryReason } from './entry-reason';
import { EntryRow } from './entry-row';
import { Sentence, nameActor } from './sentence';
import { TargetLink } from './target-link';
import { useNames } from './use-names';
import type { NameOf } from './use-names';

/** All that is recorded of one act, at an address that stays. */
export function EntryView({ entryId }: { entryId: string }) {
  const workspaceId = useWorkspaceId();
  const entry = useQuery(auditEntryQuery(workspaceId, entryId));
  const parts = useInfiniteQuery(trailQuery(workspaceId, { parent_id: entryId }));
  const shownParts = useMemo(() => parts.data?.pages[0]?.data ?? [], [parts.data]);
  const pages = useMemo(
    () => (entry.data ? [[entry.data], shownParts] : [shownParts]),
    [entry.data, shownParts],
  );
  const nameOf = useNames(pages);
  if (entry.error)
    return <Failure what="this entry" error={entry.error} onRetry={() => void entry.refetch()} />;
  if (!entry.data) return null;
  return (
    <div className="grid max-w-[960px] gap-6 p-4">
      <p className="text-lead [overflow-wrap:anywhere]">
        <span className="font-semibold">
          <VisibleText text={nameActor(entry.data, nameOf)} />
        </span>{' '}
        <Sentence entry={entry.data} nameOf={nameOf} />.
      </p>
      <EntryFacts entry={entry.data} nameOf={nameOf} />
      {entry.data.reason && <EntryReason reason={entry.data.reason} />}
      <EntryDetails details={entry.data.details} />
      {entry.data.part_count > 0 && (
        <EntryParts entry={entry.data} parts={shownParts} nameOf={nameOf} root={`/w/${workspaceId}/audit`} />
      )}
    </div>
  );
}

/** Leads to the trail, narrowed to what belongs together. */
function TrailLink({ by, children }: { by: Record<string, string>; children: ReactNode }) {
  const search = new URLSearchParams(by);
  return <Link href={`/w/${useWorkspaceId()}/audit?${search}`}>{children}</Link>;
}

function EntryFacts({ entry, nameOf }: { entry: AuditEntryDetail; nameOf: NameOf }) {
  const root = `/w/${useWorkspaceId()}/audit`;
  const who = actorId(entry.actor);
  return (
    <dl className="grid grid-cols-[repeat(auto-fill,minmax(200px,1fr))] gap-4">
      <Fact name="When">
        <Instant value={entry.recorded_at} />
      </Fact>
      <Fact name="Who">
        <TrailLink by={{ actor: who }}>
          <ActorLabel actor={entry.actor} name={nameOf(who)} isLink={false} />
        </TrailLink>
        <CopyId id={who} />
      </Fact>
      <Fact name="Did">
        <TrailLink by={{ action: entry.action }}>{nameAction(entry.action)}</TrailLink>
      </Fact>
      <Fact name="To">
        <TargetLink entry={entry} name={nameOf(entry.target.id)} />
        <CopyId id={entry.target.id} />
      </Fact>
      {entry.memory_store_id !== null && entry.target.type !== 'memory_store' && (
        <Fact name="In">
          <TrailLink by={{ store: entry.memory_store_id }}>
            {nameOf(entry.memory_store_id) ?? nameThing({ type: 'memory_store', id: entry.memory_store_id })}
          </TrailLink>
          <CopyId id={entry.memory_store_id} />
        </Fact>
      )}
      {entry.parent_id !== null && (
        <Fact name="Part of">
          <Link href={`${root}/${entry.parent_id}`}>the act above it</Link>
          <CopyId id={entry.parent_id} />
        </Fact>
      )}
      {entry.request_id !== null && (
        <Fact name="Request">
          <CopyId id={entry.request_id} />
        </Fact>
      )}
      <Fact name="Entry">
        <CopyId id={entry.id} />
      </Fact>
    </dl>
  );
}

type EntryPartsProps = {
  entry: AuditEntryDetail;
  parts: readonly AuditEntryResource[];
  nameOf: NameOf;
  root: string;
};

function EntryParts({ entry, parts, nameOf, root }: EntryPartsProps) {
  const zone: Zone = useInBrowser() ? {} : { timeZone: 'UTC' };
  const count = entry.part_count;
  return (
    <section aria-label="Parts" className="grid gap-2">
      <h2 className="font-semibold">
        {count.toLocaleString('en')} {count === 1 ? 'part' : 'parts'}
      </h2>
      <ul className="border-t border-line">
        {parts.map((part) => (
          <li key={part.id} className="min-h-9 max-[899px]:min-h-18">
            <EntryRow entry={part} nameOf={nameOf} root={root} zone={zone} />
          </li>
        ))}
      </ul>
      {count > parts.length && <TrailLink by={{ parent: entry.id }}>All of them</TrailLink>}
    </section>
  );
}
