import { ActorLabel } from '@/components/actors/actor-label';
import { UrlLink } from '@/components/history/url-link';
import { VisibleText } from '@/components/text/visible-text';
import { classNames } from '@/components/ui/class-names';
import { Time } from '@/components/ui/time';
import type { BlameResource } from '@/lib/history/schema';
import type { VersionResource } from '@/lib/versions/schema';

type BlameRowProps = {
  line: BlameResource['lines'][number];
  number: number;
  version: VersionResource | undefined;
  /** The first of the lines that came in together. */
  isFirst: boolean;
};

const older = 'May be older: what came before is redacted, removed or too long ago to be compared';

/** A line, with who brought it in beside the first of those that came together. */
export function BlameRow({ line, number, version, isFirst }: BlameRowProps) {
  return (
    <div
      className={classNames(
        'grid min-h-5 grid-cols-[minmax(120px,28%)_40px_minmax(0,1fr)] gap-x-2 pr-3 pl-4',
        isFirst && number > 1 && 'border-t border-line',
      )}
    >
      <span className="relative flex h-5 min-w-0 items-center justify-between gap-2 font-sans text-small">
        {isFirst && version && (
          <>
            <ActorLabel actor={version.created_by} />
            <UrlLink
              to={{ view: 'diff', from: null, to: version.id, version: null }}
              title="What this version changed"
              className="shrink-0 text-soft no-underline after:absolute after:inset-0 hover:underline"
            >
              <Time value={version.created_at} />
            </UrlLink>
          </>
        )}
      </span>
      <span className="text-right leading-5 text-soft select-none">
        {line.is_approximate && (
          <abbr title={older} className="mr-1 text-changed no-underline">
            ~
          </abbr>
        )}
        {number}
      </span>
      <span className="leading-5 [overflow-wrap:anywhere] whitespace-pre-wrap">
        <VisibleText text={line.text.replace(/\r?\n$|\r$/, '')} />
      </span>
    </div>
  );
}
