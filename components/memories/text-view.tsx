import { EyeOff, FileX, StickyNote } from 'lucide-react';

import { ActorLabel } from '@/components/actors/actor-label';
import { Failure } from '@/components/shell/failure';
import { Markdown } from '@/components/text/markdown';
import { Notice } from '@/components/ui/notice';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';

import { RawText } from './lazy-views';
import { TextSkeleton } from './text-skeleton';
import type { ShownVersion } from './use-shown-version';

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

function NoText({ version }: { version: VersionResource | null }) {
  if (version && version.redacted_at !== null) return <Redacted version={version} />;
  return (
    <Notice icon={FileX} title="The memory was deleted here">
      A deletion has no text. The versions before it still have theirs.
    </Notice>
  );
}

/** The text of a version, rendered or as it is; or why there is none. */
export function TextView({ shown, isRaw }: { shown: ShownVersion; isRaw: boolean }) {
  const { text, version, error, retry } = shown;
  if (error) return <Failure what="this version" error={error} onRetry={retry} />;
  if (text === undefined) return <TextSkeleton />;
  if (text === null) return <NoText version={version} />;
  if (text === '') {
    return (
      <Notice icon={StickyNote} title="The text is empty">
        A memory may be: agents are served an empty text.
      </Notice>
    );
  }
  if (isRaw) return <RawText text={text} />;
  return (
    <article aria-label="Text" className="max-w-[80ch] px-4 py-4">
      <Markdown text={text} />
    </article>
  );
}
