import { ActorLabel } from '@/components/actors/actor-label';
import { formatBytes, formatDelta } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import { Checkbox } from '@/components/ui/input';
import { Skeleton } from '@/components/ui/skeleton';
import { Time } from '@/components/ui/time';
import type { VersionResource } from '@/lib/versions/schema';
import type { ReactNode } from 'react';

import { VersionBadges } from './version-badges';
import type { VersionMarks } from './version-badges';

export type VersionRowProps = {
  version: VersionResource;
  /** Null where there is none, or it is not loaded. */
  before: VersionResource | null;
  marks: VersionMarks;
  isShown: boolean;
  isPicked: boolean;
  onSelect: () => void;
  onPick: () => void;
  /** What can be done with it. */
  acts: ReactNode;
};

function SizeChange({ version, before }: { version: VersionResource; before: VersionResource | null }) {
  const [now, then] = [version.content_size_bytes, before?.content_size_bytes ?? null];
  if (version.redacted_at !== null) {
    return (
      <span
        aria-hidden
        className="h-3 w-16 self-center bg-[repeating-linear-gradient(45deg,var(--redacted)_0_2px,transparent_2px_5px)]"
      />
    );
  }
  if (now === null) return <span>no text any more</span>;
  const delta = then === null ? null : now - then;
  return (
    <>
      <span>{formatBytes(now)}</span>
      {delta !== null && (
        <span className={classNames(delta < 0 && 'text-removed', delta > 0 && 'text-added')}>
          {formatDelta(delta)}
        </span>
      )}
    </>
  );
}

/** One version in two lines. The row shows it, the box picks it for comparison. */
export function VersionRow({
  version,
  before,
  marks,
  isShown,
  isPicked,
  onSelect,
  onPick,
  acts,
}: VersionRowProps) {
  const number = version.governance?.number ?? 0;
  return (
    <div
      className={classNames(
        'flex h-full items-stretch gap-2 border-b border-line pl-3',
        isShown ? 'bg-accent-soft' : 'hover:bg-sunken',
      )}
    >
      <label className="flex items-center">
        <Checkbox checked={isPicked} onChange={onPick} />
        <span className="sr-only">Compare version {number}</span>
      </label>
      <div className="relative grid min-w-0 grow content-center px-1">
        <span className="flex items-center gap-2">
          <button
            type="button"
            data-version={version.id}
            aria-current={isShown || undefined}
            tabIndex={isShown ? 0 : -1}
            onClick={onSelect}
            className="flex shrink-0 gap-2 text-left after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            <span className="min-w-5 font-medium">{number}</span>
            <span>{version.operation}</span>
          </button>
          <span className="flex min-w-0 text-soft">
            <ActorLabel actor={version.created_by} tabIndex={isShown ? 0 : -1} />
          </span>
          <Time value={version.created_at} className="ml-auto shrink-0 text-soft" />
        </span>
        <span className="flex h-5 items-center gap-1.5 overflow-hidden text-small whitespace-nowrap text-soft">
          <SizeChange version={version} before={before} />
          <span className="ml-auto flex shrink-0 gap-1">
            <VersionBadges version={version} {...marks} />
          </span>
        </span>
      </div>
      <span className="flex items-center pr-1">{acts}</span>
    </div>
  );
}

/** Holds the place of a version that is not loaded. */
export function VersionRowSkeleton() {
  return (
    <div className="grid h-full content-center gap-2 border-b border-line px-3">
      <Skeleton className="h-3 w-2/3" />
      <Skeleton className="h-3 w-1/3" />
    </div>
  );
}
