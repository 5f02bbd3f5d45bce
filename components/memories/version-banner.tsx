import { ActorLabel } from '@/components/actors/actor-label';
import { Button } from '@/components/ui/button';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';
import type { ReactNode } from 'react';

type VersionBannerProps = {
  version: VersionResource;
  versionCount: number;
  onShowNewest: () => void;
  /** What can be done with this version. */
  acts?: ReactNode;
};

/** Says that an earlier version is on the screen, and not what agents are served. */
export function VersionBanner({ version, versionCount, onShowNewest, acts }: VersionBannerProps) {
  const number = version.governance?.number;
  return (
    <section
      aria-label="Earlier version"
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-b border-line bg-accent-soft px-4 py-2"
    >
      <p className="flex flex-wrap items-center gap-x-1.5">
        You are looking at version {number} of {versionCount}, {version.operation}{' '}
        <Time value={version.created_at} isInSentence /> by <ActorLabel actor={version.created_by} />
      </p>
      <div className="flex flex-wrap items-center gap-2">
        {acts}
        <Button onClick={onShowNewest}>Show the newest</Button>
      </div>
    </section>
  );
}
