import { ActorLabel } from '@/components/actors/actor-label';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';

import { nameDifference } from './name-difference';
import { VersionLabel } from './version-label';

type GoneSidesProps = {
  before: VersionResource | null;
  after: VersionResource | null;
  of?: string | undefined;
};

const hatch = 'repeating-linear-gradient(135deg, var(--line) 0 6px, transparent 6px 12px)';

/** In place of a difference of which a side was redacted: what is known of it, and that its text is gone. */
export function GoneSides({ before, after, of }: GoneSidesProps) {
  const gone = [before, after].filter((version) => version?.redacted_at).length;
  return (
    <section aria-label={nameDifference(of)} className="grid gap-3 p-4">
      <p className="text-lead">
        {gone === 2 ? 'Both versions were redacted' : 'One of the two versions was redacted'}: there is
        nothing to compare any more.
      </p>
      <div className="grid gap-4 min-[900px]:grid-cols-2">
        <GoneSide version={before} none="no memory before" />
        <GoneSide version={after} none="no memory any more" />
      </div>
    </section>
  );
}

/** One side: hatched, and with words, where it was redacted. */
export function GoneSide({ version, none }: { version: VersionResource | null; none: string }) {
  return (
    <div className="rounded-pane border border-line">
      <div className="border-b border-line bg-sunken px-3 py-1.5 text-small">
        <VersionLabel version={version} none={none} />
      </div>
      {version?.redacted_at ? (
        <div className="grid min-h-40 place-items-center p-4" style={{ backgroundImage: hatch }}>
          <p className="max-w-[44ch] rounded-control border border-line bg-raised px-3 py-2">
            Redacted <Time value={version.redacted_at} isInSentence /> by{' '}
            <span className="inline-flex align-bottom">
              <ActorLabel actor={version.redacted_by} />
            </span>
            . Its text, path and hash cannot be read by anybody; who wrote it and when stay on record.
          </p>
        </div>
      ) : (
        <p className="p-4 text-soft">
          {version?.operation === 'deleted'
            ? 'The memory was deleted here, and had no text.'
            : 'The text of this version is whole. Open it in the timeline to read it.'}
        </p>
      )}
    </div>
  );
}
