import { EyeOff, FileX, StickyNote } from 'lucide-react';

import { ActorLabel } from '@/components/actors/actor-label';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';

function Redacted({ version }: { version: VersionResource }) {
  return (
    <>
      <div
        aria-hidden
        className="m-4 mb-0 h-8 bg-[repeating-linear-gradient(45deg,var(--redacted)_0_2px,transparent_2px_6px)]"
      />
      <Notice icon={EyeOff} title="This version was redacted">
        <p className="flex flex-wrap items-center gap-x-1.5">
          Its text was made unreadable <Time value={version.redacted_at ?? version.created_at} isInSentence />{' '}
          by <ActorLabel actor={version.redacted_by} />
        </p>
        <p>That it existed, who wrote it and when stay on record.</p>
      </Notice>
    </>
  );
}

/** Why a version shows no text: it is empty, was redacted, or is a deletion. */
export function NoText({ version, isEmpty }: { version: VersionResource | null; isEmpty: boolean }) {
  if (isEmpty) {
    return (
      <Notice icon={StickyNote} title="The text is empty">
        A memory may be: agents are served an empty text.
      </Notice>
    );
  }
  if (version && version.redacted_at !== null) return <Redacted version={version} />;
  return (
    <Notice icon={FileX} title="The memory was deleted here">
      A deletion has no text. The versions before it still have theirs.
    </Notice>
  );
}
