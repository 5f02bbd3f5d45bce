import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { Badge } from '@/components/ui/badge';
import { Time } from '@/components/ui/time';
import type { RevertResource } from '@/lib/reverts/schema';

import { countActs, memories, statusWords, subjectWords } from './revert-words';
import { SubjectLabel } from './subject-label';

function describeCounts(revert: RevertResource): string {
  const { outcome } = revert.counts;
  if (revert.status === 'planned') return `would change ${memories(countActs(revert))}`;
  const rest = outcome.failed + outcome.pending;
  return `changed ${memories(outcome.done)}${rest > 0 ? `, ${rest.toLocaleString('en')} not` : ''}`;
}

/** A revert or a dry run in the list: all of the row leads to it. */
export function RevertRow({ revert, root }: { revert: RevertResource; root: string }) {
  const { word, tone } = statusWords[revert.status];
  return (
    <Link
      href={`${root}/reverts/${revert.id}`}
      prefetch={false}
      data-hit
      className="grid h-full grid-cols-[92px_minmax(0,1fr)_auto] content-center items-center gap-x-4 gap-y-0.5 border-b border-line px-4 text-ink no-underline hover:bg-sunken focus-visible:-outline-offset-2 min-[900px]:grid-cols-[92px_minmax(0,1fr)_220px_160px_88px]"
    >
      <span>
        <Badge tone={tone}>{word}</Badge>
      </span>
      <span className="flex min-w-0 items-center gap-1.5">
        <span className="shrink-0 text-soft max-[899px]:hidden">
          what this {subjectWords[revert.subject.type]} wrote:
        </span>
        <SubjectLabel subject={revert.subject} root={root} isLink={false} />
      </span>
      <span className="text-soft max-[899px]:hidden">{describeCounts(revert)}</span>
      <span className="flex min-w-0 text-soft max-[899px]:hidden">
        <ActorLabel actor={revert.started_by ?? revert.created_by} isLink={false} />
      </span>
      <Time value={revert.started_at ?? revert.created_at} className="text-right text-soft" />
      <span className="col-span-3 text-small text-soft min-[900px]:hidden">{describeCounts(revert)}</span>
    </Link>
  );
}
