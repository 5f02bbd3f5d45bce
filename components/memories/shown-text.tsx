'use client';

import { LazyMemoryEditor } from '@/components/acts/lazy-memory-editor';
import { VersionActs } from '@/components/acts/version-acts';
import type { MemoryResource } from '@/lib/memories/schema';

import { Blame, VersionDiff } from './lazy-views';
import type { MemoryAddress } from './memory-address';
import { TextView } from './text-view';
import type { MemoryPlace, Versions } from './use-memory';
import type { Go } from './use-memory-address';
import type { ShownVersion } from './use-shown-version';
import { VersionBanner } from './version-banner';
import { ViewTabs } from './view-tabs';

type ShownTextProps = {
  place: MemoryPlace;
  memory: MemoryResource | null;
  address: MemoryAddress;
  go: Go;
  shown: ShownVersion;
  versions: Versions;
};

/** Undefined where it is not known. */
function versionBefore({ loaded }: Versions, id: string): string | undefined {
  const at = loaded.findIndex((version) => version.id === id);
  return at === -1 ? undefined : loaded[at + 1]?.id;
}

function ViewOf({ place, address, shown, versions }: Omit<ShownTextProps, 'memory' | 'go'>) {
  const to = address.to ?? shown.id;
  if (address.view === 'diff' && to !== null) {
    const from = address.from ?? versionBefore(versions, to);
    return <VersionDiff {...place} fromVersionId={from} toVersionId={to} />;
  }
  if (address.view === 'blame') return <Blame {...place} />;
  return <TextView shown={shown} isRaw={address.view === 'raw'} />;
}

/** The chosen view of the chosen version. */
export function ShownText({ place, memory, address, go, shown, versions }: ShownTextProps) {
  const isEarlier = !shown.isHead && shown.version !== null && address.to === null;
  if (address.view === 'edit' && memory) {
    return <LazyMemoryEditor key={memory.id} memory={memory} onClose={() => go({})} />;
  }
  return (
    <section aria-label="Text and its views" className="min-w-0">
      <ViewTabs address={address} go={go} />
      {isEarlier && shown.version && (
        <VersionBanner
          version={shown.version}
          versionCount={versions.count}
          onShowNewest={() => go({ view: address.view })}
          acts={
            <VersionActs
              memory={memory}
              version={shown.version}
              headVersionId={memory?.memory_version_id ?? null}
              isShown
            />
          }
        />
      )}
      <ViewOf place={place} address={address} shown={shown} versions={versions} />
    </section>
  );
}
