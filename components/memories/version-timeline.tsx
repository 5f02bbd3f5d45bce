'use client';

import type { KeyboardEvent } from 'react';

import { VersionActs } from '@/components/acts/version-acts';
import { Failure } from '@/components/shell/failure';
import type { MemoryResource } from '@/lib/memories/schema';

import type { Picked } from './compared';
import type { Versions } from './use-memory';
import { useTimelineRows, versionRowPx } from './use-timeline-rows';
import { VersionRow, VersionRowSkeleton } from './version-row';

type VersionTimelineProps = {
  versions: Versions;
  memory: MemoryResource | null;
  shownId: string | null;
  picked: Picked;
  onSelect: (id: string, options?: { isStep?: boolean }) => void;
  onPick: (id: string) => void;
};

const steps: Record<string, (at: number, last: number) => number> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
};

/** All versions, newest first. */
export function VersionTimeline(props: VersionTimelineProps) {
  const { loaded, error, loadOlder } = props.versions;
  if (error && loaded.length === 0) return <Failure what="the versions" error={error} onRetry={loadOlder} />;
  return <Timeline {...props} />;
}

/** Whatever the number of versions, only those in sight are there. */
function Timeline({ versions, memory, shownId, picked, onSelect, onPick }: VersionTimelineProps) {
  const { loaded, count, newestId } = versions;
  const { box, rows, focusShown } = useTimelineRows(versions, shownId);
  const governance = memory?.governance;
  const servedId = governance?.withheld.length === 0 ? governance.served_version_id : null;
  const at = loaded.findIndex((version) => version.id === shownId);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (!step || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    const next = event.key === 'Home' ? newestId : loaded[step(at, loaded.length - 1)]?.id;
    if (!next || next === shownId) return;
    focusShown();
    onSelect(next, { isStep: true });
  };

  return (
    // The buttons inside take the focus; the keys that move between them are heard here.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={box} onKeyDown={onKeyDown} className="min-h-0 grow overflow-y-auto overscroll-contain">
      <ol className="relative" style={{ height: versions.rowCount * versionRowPx }}>
        {rows.map((index) => {
          const version = loaded[index];
          return (
            <li
              key={version?.id ?? index}
              aria-setsize={count}
              aria-posinset={version ? count - (version.governance?.number ?? 0) + 1 : index + 1}
              className="absolute inset-x-0 top-0"
              style={{ height: versionRowPx, transform: `translateY(${index * versionRowPx}px)` }}
            >
              {version ? (
                <VersionRow
                  version={version}
                  before={loaded[index + 1] ?? null}
                  marks={{
                    isHead: version.id === memory?.governance?.head_version_id,
                    isServed: version.id === servedId,
                  }}
                  isShown={version.id === shownId}
                  isPicked={picked.includes(version.id)}
                  onSelect={() => onSelect(version.id)}
                  onPick={() => onPick(version.id)}
                  acts={
                    <VersionActs
                      memory={memory}
                      version={version}
                      headVersionId={memory?.memory_version_id ?? null}
                    />
                  }
                />
              ) : (
                <VersionRowSkeleton />
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
