import { EyeOff } from 'lucide-react';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { percentLost } from '@/components/memories/cliff-labels';
import { VisibleText } from '@/components/text/visible-text';
import { Badge } from '@/components/ui/badge';
import { formatBytes } from '@/components/ui/bytes';
import { classNames } from '@/components/ui/class-names';
import { CopyId } from '@/components/ui/copy';
import { Time } from '@/components/ui/time';
import type { DestructiveChange } from '@/lib/overview/schema';

type ChangeRowProps = {
  change: DestructiveChange;
  /** Of the workspace. */
  root: string;
  /** The first thing that the eye is to meet. */
  isLarge?: boolean;
};

/** A text that was lost: how much of it, of which memory, by whom. Leads to what exactly went. */
export function ChangeRow({ change, root, isLarge = false }: ChangeRowProps) {
  return (
    <div className="relative grid h-full grid-cols-[84px_minmax(0,1fr)] content-center items-center gap-x-4 border-b border-line px-4 py-2 hover:bg-sunken">
      <span className="grid justify-items-end text-removed">
        <span className={classNames('font-semibold', isLarge ? 'text-display' : 'text-title')}>
          {percentLost(change.lost_share)}
        </span>
        <span className="text-small">lost</span>
      </span>
      <span className="grid min-w-0 gap-0.5">
        <MemoryName change={change} root={root} isLarge={isLarge} />
        <WhatHappened change={change} />
      </span>
    </div>
  );
}

function MemoryName({ change, root, isLarge = false }: ChangeRowProps) {
  const { path, memory_store_id: storeId, memory_id: memoryId } = change;
  const store = (
    <span className="text-soft">
      <VisibleText text={change.memory_store_name} />
    </span>
  );
  if (path === null) {
    return (
      <span className="flex flex-wrap items-center gap-x-2">
        {store} a memory <CopyId id={memoryId} />
      </span>
    );
  }
  return (
    <span className="flex min-w-0 flex-wrap items-baseline gap-x-2">
      <Link
        href={`${root}/stores/${storeId}/memories/${memoryId}?view=diff&to=${change.memory_version_id}`}
        prefetch={false}
        data-hit
        title={path}
        className={classNames(
          'min-w-0 font-medium text-ink no-underline [overflow-wrap:anywhere] after:absolute after:inset-0',
          isLarge && 'text-lead',
        )}
      >
        <VisibleText text={path} />
      </Link>
      {store}
    </span>
  );
}

function WhatHappened({ change }: { change: DestructiveChange }) {
  const { size_before_bytes: before, size_after_bytes: after } = change;
  const over = before === null ? '' : ` over ${formatBytes(before)}`;
  const wrote = `wrote ${after === null ? 'a text' : formatBytes(after)}${over}`;
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-small text-soft">
      <ActorLabel actor={change.created_by} />
      <span>{change.operation === 'deleted' ? `deleted ${formatBytes(change.lost_bytes)}` : wrote}</span>
      <Time value={change.created_at} isInSentence />
      {change.prior_knowledge === 'not_read' && (
        <Badge
          tone="withheld"
          icon={EyeOff}
          title="The session had not read this memory when it wrote over it"
        >
          had not read it
        </Badge>
      )}
      {change.settled_at !== null && (
        <Badge tone="added" title="The text was put back, or made unreadable on purpose">
          settled
        </Badge>
      )}
    </span>
  );
}
