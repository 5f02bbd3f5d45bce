'use client';

import Link from 'next/link';
import { useRef } from 'react';
import type { ReactNode } from 'react';

import { DiffSkeleton } from '@/components/diff/diff-skeleton';
import { VersionMarks } from '@/components/history/version-marks';
import { useMay } from '@/components/shell/workspace';
import { VisibleText } from '@/components/text/visible-text';
import { formatBytes, formatDelta } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import { makeLate } from '@/components/ui/late';
import { Time } from '@/components/ui/time';
import type { SessionWrite } from '@/lib/sessions/session-write';

import { PresentState } from './present-state';
import { useNear } from './use-near';

const { Component: VersionPairDiff } = makeLate(
  () => import('@/components/diff/version-pair-diff').then((module) => module.VersionPairDiff),
  { Loading: DiffSkeleton },
);

type WriteCardProps = {
  write: SessionWrite;
  /** Which write of the session it is, from 1. */
  number: number;
  storeName: string;
  sessionId: string;
  root: string;
};

/** One write: where, what it did to the text, and what became of it. Its difference is fetched when it comes near. */
export function WriteCard({ write, number, storeName, sessionId, root }: WriteCardProps) {
  const { memory_version: version } = write;
  const { memory_id: memoryId, memory_store_id: storeId } = version;
  const memory = `${root}/stores/${storeId}/memories/${memoryId}`;
  const headingId = `write-${version.id}`;
  return (
    <article aria-labelledby={headingId} className="overflow-hidden rounded-pane border border-line bg-paper">
      <header className="grid gap-1 border-b border-line px-4 py-2">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="text-soft">{number}</span>
          <h3 id={headingId} className="min-w-0 font-medium [overflow-wrap:anywhere]">
            <Link
              href={`${memory}?version=${version.id}`}
              prefetch={false}
              data-hit
              className="text-ink no-underline hover:underline"
            >
              <PathOf write={write} />
            </Link>
          </h3>
          <span className="text-soft">
            <VisibleText text={storeName} />
          </span>
          <VersionMarks version={version} />
          <span className="ml-auto flex gap-3 text-small text-soft">
            <SizeChange write={write} />
            <Time value={version.created_at} />
          </span>
        </div>
        <PresentState write={write} sessionId={sessionId} href={memory} />
      </header>
      <Difference write={write} number={number} />
    </article>
  );
}

function PathOf({ write }: { write: SessionWrite }) {
  const { path, redacted_at: redactedAt, memory_id: memoryId } = write.memory_version;
  if (path !== null) return <VisibleText text={path} />;
  return redactedAt === null ? `memory …${memoryId.slice(-4)}` : 'path redacted';
}

function SizeChange({ write }: { write: SessionWrite }) {
  const { content_size_bytes: size, operation } = write.memory_version;
  const before = write.previous?.content_size_bytes ?? null;
  const delta = operation === 'deleted' ? -(before ?? 0) : before !== null && size !== null && size - before;
  return (
    <>
      {size !== null && <span>{formatBytes(size)}</span>}
      {delta !== false && delta !== 0 && (
        <span className={classNames(delta < 0 ? 'text-removed' : 'text-added')}>{formatDelta(delta)}</span>
      )}
    </>
  );
}

/** Room for a short difference, so that hardly anything moves when it comes. */
const place = 'min-h-40';

function Difference({ write, number }: Pick<WriteCardProps, 'write' | 'number'>) {
  const box = useRef<HTMLDivElement>(null);
  const isNear = useNear(box);
  const mayRead = useMay('history:read');
  const { memory_version: version, previous } = write;
  const storeId = version.memory_store_id;
  if (!mayRead) return null;
  if (previous === null && version.governance.number > 1) {
    return (
      <Aside>
        What it was written over was removed by the retention policy, so there is nothing to compare.
      </Aside>
    );
  }
  return (
    <div ref={box} className={place}>
      {isNear && (
        <VersionPairDiff
          from={previous && { storeId, versionId: previous.memory_version_id }}
          to={{ storeId, versionId: version.id }}
          hasKeys={false}
          of={`write ${number}`}
        />
      )}
    </div>
  );
}

function Aside({ children }: { children: ReactNode }) {
  return <p className="px-4 py-3 text-soft">{children}</p>;
}
