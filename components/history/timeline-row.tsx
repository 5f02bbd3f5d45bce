import { CalendarClock } from 'lucide-react';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { VisibleText } from '@/components/text/visible-text';
import { Bytes } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import { Time } from '@/components/ui/time';
import { instantBefore } from '@/lib/history/local-instant';
import type { TimelineRow } from '@/lib/history/timeline-rows';
import type { VersionResource } from '@/lib/versions/schema';

import { VersionMarks } from './version-marks';

type VersionRowProps = {
  version: VersionResource;
  isInRun: boolean;
  root: string;
  /** Where writes to several stores stand side by side. */
  storeName?: string;
};

/** A write in the timeline: leads to what it changed, and to the store as it was before. */
export function VersionRow({ version, isInRun, root, storeName }: VersionRowProps) {
  const { path, content_size_bytes: size, created_at: at } = version;
  const before = new URLSearchParams({ at: instantBefore(at) });
  return (
    <div className="relative flex h-full items-center border-b border-line pr-2 hover:bg-sunken">
      <div
        className={classNames(
          'grid h-full min-w-0 grow grid-cols-[minmax(0,1fr)_auto] content-center gap-x-3 gap-y-0.5 pr-2',
          'min-[900px]:grid-cols-[minmax(0,1fr)_auto_160px_72px_88px] min-[900px]:items-center',
          isInRun ? 'pl-8' : 'pl-4',
        )}
      >
        <Link
          href={`${root}/memories/${version.memory_id}?view=diff&to=${version.id}`}
          prefetch={false}
          title={path ?? undefined}
          className="truncate text-ink no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
        >
          {storeName !== undefined && (
            <span className="text-soft max-[899px]:block">
              <VisibleText text={storeName} />{' '}
            </span>
          )}
          {path === null ? 'path redacted' : <VisibleText text={path} />}
        </Link>
        <VersionMarks version={version} />
        <span className="col-span-2 flex min-w-0 items-center gap-3 text-small text-soft min-[900px]:contents">
          <span className="flex min-w-0">{!isInRun && <ActorLabel actor={version.created_by} />}</span>
          <span className="shrink-0 text-right">{size !== null && <Bytes value={size} />}</span>
          <Time value={at} isInSentence className="shrink-0 text-right max-[899px]:ml-auto" />
        </span>
      </div>
      <Link
        href={`${root}/as-of?${before}&memory=${version.memory_id}`}
        prefetch={false}
        aria-label={`The store before this write${path === null ? '' : ` of ${path}`}`}
        title="The store before this write"
        className="relative inline-flex size-8 shrink-0 items-center justify-center rounded-control text-soft hover:text-ink"
      >
        <CalendarClock aria-hidden size={16} strokeWidth={1.75} />
      </Link>
    </div>
  );
}

type RunRowProps = { run: Extract<TimelineRow, { kind: 'run' }>; root: string };

/** The writes of one session in a row, with what the store was before and after them. */
export function RunRow({ run, root }: RunRowProps) {
  const span = new URLSearchParams({ from: instantBefore(run.oldest), to: run.newest });
  return (
    <div className="flex h-full items-center justify-between gap-3 border-b border-line px-4">
      <span className="flex min-w-0 items-center gap-2">
        <ActorLabel actor={run.actor} />
        <span className="shrink-0 text-soft">{run.count.toLocaleString('en')} writes</span>
      </span>
      <Link href={`${root}/compare?${span}`} prefetch={false} className="shrink-0 text-small">
        before and after
      </Link>
    </div>
  );
}
