import { Failure } from '@/components/shell/failure';
import { Markdown } from '@/components/text/markdown';

import { NoText, RawText } from './lazy-views';
import { TextSkeleton } from './text-skeleton';
import type { ShownVersion } from './use-shown-version';

/** The text of a version, rendered or as it is; or why there is none. */
export function TextView({ shown, isRaw }: { shown: ShownVersion; isRaw: boolean }) {
  const { text, version, error, retry } = shown;
  if (error) return <Failure what="this version" error={error} onRetry={retry} />;
  if (text === undefined) return <TextSkeleton />;
  if (text === null || text === '') return <NoText version={version} isEmpty={text === ''} />;
  if (isRaw) return <RawText text={text} />;
  return (
    <article aria-label="Text" className="max-w-[80ch] px-4 py-4">
      <Markdown text={text} />
    </article>
  );
}
