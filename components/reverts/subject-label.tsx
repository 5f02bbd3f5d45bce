import { Undo2 } from 'lucide-react';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import type { RevertResource } from '@/lib/reverts/schema';

type SubjectLabelProps = {
  subject: RevertResource['subject'];
  /** The address of the workspace. */
  root: string;
  isLink?: boolean;
};

/** Whose writes a revert undoes. */
export function SubjectLabel({ subject, root, isLink = true }: SubjectLabelProps) {
  if (subject.type === 'session') {
    return <ActorLabel actor={{ type: 'session_actor', session_id: subject.id }} isLink={isLink} />;
  }
  if (subject.type === 'api_key') {
    return <ActorLabel actor={{ type: 'api_actor', api_key_id: subject.id }} isLink={isLink} />;
  }
  const words = `revert …${subject.id.slice(-4)}`;
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      <Undo2 aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-soft" />
      {isLink ? (
        <Link href={`${root}/reverts/${subject.id}`} prefetch={false}>
          {words}
        </Link>
      ) : (
        words
      )}
    </span>
  );
}
