import { CircleCheck, FileX, History, Repeat } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';

import { actorId } from '@/components/actors/actor-id';
import { ActorLabel } from '@/components/actors/actor-label';
import { Time } from '@/components/ui/time';
import type { SessionWrite } from '@/lib/sessions/session-write';

const icons = { stands: CircleCheck, again: Repeat, changed: History, deleted: FileX } as const;
type Became = keyof typeof icons;

/** What became of a write, as of now. The same text may stand again though somebody wrote in between. */
export function becameOf({ memory_version: version, memory }: SessionWrite): Became {
  if (memory.state === 'head') return 'stands';
  if (memory.state === 'deleted') return 'deleted';
  const isSame = version.content_sha256 !== null && version.content_sha256 === memory.head.content_sha256;
  return isSame ? 'again' : 'changed';
}

type PresentStateProps = { write: SessionWrite; sessionId: string; href: string };

/** What the memory is now: still as this write left it, changed since, or deleted; by whom and when. */
export function PresentState({ write, sessionId, href }: PresentStateProps) {
  const became = becameOf(write);
  const Icon = icons[became];
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-small text-soft">
      <Icon aria-hidden size={14} strokeWidth={1.75} className="shrink-0" />
      <Words became={became} write={write} sessionId={sessionId} href={href} />
    </p>
  );
}

type WordsProps = PresentStateProps & { became: Became };

function Words({ became, write, sessionId, href }: WordsProps): ReactNode {
  const { head } = write.memory;
  if (became === 'stands') {
    const isDeletion = write.memory_version.operation === 'deleted';
    return <span className="font-medium text-ink">{isDeletion ? 'Still deleted' : 'Still the head'}</span>;
  }
  const isOwn = head.created_by.type === 'session_actor' && actorId(head.created_by) === sessionId;
  const deleted = write.memory_version.operation === 'deleted' ? 'Deleted again by' : 'Deleted since by';
  const lead = { again: 'The same text is the head again, by', changed: 'Changed since by', deleted };
  return (
    <>
      <span>{lead[became]}</span>
      {isOwn ? <span>the session itself</span> : <ActorLabel actor={head.created_by} />}
      <Time value={head.created_at} isInSentence />
      {became !== 'deleted' && (
        <Link href={href} prefetch={false}>
          version {head.number} now
        </Link>
      )}
    </>
  );
}
