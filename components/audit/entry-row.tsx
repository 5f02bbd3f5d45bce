import { CornerDownRight } from 'lucide-react';
import Link from 'next/link';

import { VisibleText } from '@/components/text/visible-text';
import type { Zone } from '@/components/history/day';
import type { AuditEntryResource } from '@/lib/audit/schema';

import { ActorGlyph } from '@/components/actors/actor-label';
import { Sentence, nameActor } from './sentence';
import type { NameOf } from './use-names';

const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false } as const;

type EntryRowProps = { entry: AuditEntryResource; nameOf: NameOf; root: string; zone: Zone };

/** An entry as one sentence, which leads to all that is recorded of it. */
export function EntryRow({ entry, nameOf, root, zone }: EntryRowProps) {
  return (
    <Link
      href={`${root}/${entry.id}`}
      prefetch={false}
      className="grid h-full grid-cols-[auto_minmax(0,1fr)] items-center gap-x-3 border-b border-line px-4 text-ink no-underline hover:bg-sunken focus-visible:-outline-offset-2 min-[900px]:grid-cols-[72px_auto_minmax(0,1fr)]"
    >
      <time
        dateTime={entry.recorded_at}
        title={entry.recorded_at}
        className="text-small text-soft tabular-nums max-[899px]:col-start-2 max-[899px]:row-start-2"
      >
        {new Date(entry.recorded_at).toLocaleTimeString('en', { ...clock, ...zone })}
      </time>
      <ActorGlyph actor={entry.actor} />
      <span className="max-[899px]:line-clamp-2 min-[900px]:truncate">
        <span className="font-semibold">
          <VisibleText text={nameActor(entry, nameOf)} />
        </span>{' '}
        <Sentence entry={entry} nameOf={nameOf} />
        {entry.parent_id !== null && (
          <span className="ml-2 inline-flex items-center gap-1 text-small text-soft">
            <CornerDownRight aria-hidden size={12} /> part of a larger act
          </span>
        )}
      </span>
    </Link>
  );
}
