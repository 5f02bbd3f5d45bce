'use client';

import { ActorLabel } from '@/components/actors/actor-label';
import { Instant } from '@/components/history/instant';
import { Fact } from '@/components/memories/fact';
import { Badge } from '@/components/ui/badge';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import type { RevertResource } from '@/lib/reverts/schema';

import { statusWords, subjectWords } from './revert-words';
import { SubjectLabel } from './subject-label';

/** What is reverted, by whom, and when. */
export function RevertFacts({ revert, root }: { revert: RevertResource; root: string }) {
  const { subject, status, started_by: startedBy } = revert;
  const { word, tone } = statusWords[status];
  return (
    <dl aria-label="About this revert" className="flex flex-wrap gap-x-8 gap-y-3">
      <Fact name="State">
        <Badge tone={tone}>{word}</Badge>
      </Fact>
      <Fact name={`What this ${subjectWords[subject.type]} wrote`}>
        <SubjectLabel subject={subject} root={root} />
      </Fact>
      <Fact name="Written">
        <Window writtenAt={revert.written_at} />
      </Fact>
      <Fact name="Planned">
        <span className="inline-flex flex-wrap items-center gap-x-2">
          <Time value={revert.created_at} isInSentence /> <ActorLabel actor={revert.created_by} />
        </span>
      </Fact>
      {revert.started_at !== null && (
        <Fact name="Started">
          <span className="inline-flex flex-wrap items-center gap-x-2">
            <Time value={revert.started_at} isInSentence /> <ActorLabel actor={startedBy} />
          </span>
        </Fact>
      )}
      {revert.ended_at !== null && (
        <Fact name="Ended">
          <Time value={revert.ended_at} isInSentence />
        </Fact>
      )}
      {revert.audit_entry_id !== null && (
        <Fact name="Audit entry">
          <CopyId id={revert.audit_entry_id} />
        </Fact>
      )}
      <Fact name="Id">
        <CopyId id={revert.id} />
      </Fact>
    </dl>
  );
}

function Window({ writtenAt: { gte, lte } }: { writtenAt: RevertResource['written_at'] }) {
  if (gte === null && lte === null) return 'at any time';
  return (
    <span>
      {gte !== null && (
        <>
          from <Instant value={gte} />{' '}
        </>
      )}
      {lte !== null && (
        <>
          until <Instant value={lte} />
        </>
      )}
    </span>
  );
}
