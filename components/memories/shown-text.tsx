'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Activity, useState } from 'react';

import { LazyMemoryEditor } from '@/components/acts/lazy-memory-editor';
import { VersionActs } from '@/components/acts/version-acts';
import type { ExpectedTexts } from '@/components/diff/preload-diff';
import { useWorkspaceId } from '@/components/shell/workspace';
import type { MemoryResource } from '@/lib/memories/schema';
import { versionQuery } from '@/lib/versions/queries';

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

type Pair = { from: string | undefined; to: string | null };

/** The versions that the difference is of: those of the address, else the shown one and the one before it. */
function comparedPair({
  address,
  shown,
  versions,
}: Pick<ShownTextProps, 'address' | 'shown' | 'versions'>): Pair {
  const to = address.to ?? shown.id;
  return { from: address.from ?? (to === null ? undefined : versionBefore(versions, to)), to };
}

/** Reads the texts of a pair, where both have been fetched. */
function useKnownTexts(storeId: string, { from, to }: Pair): () => ExpectedTexts | null {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const read = (id: string) =>
    client.getQueryData(versionQuery({ workspaceId, storeId }, id).queryKey)?.content ?? null;
  return () => {
    if (from === undefined || to === null) return null;
    const [before, after] = [read(from), read(to)];
    return before === null || after === null ? null : { before, after };
  };
}

type ViewOfProps = Pick<ShownTextProps, 'place' | 'address' | 'shown'> & { pair: Pair };

/** A text that was shown stays behind the other views: putting a long one away takes longer than hiding it, and so does having it back. */
function ViewOf({ place, address, shown, pair }: ViewOfProps) {
  const isDiff = address.view === 'diff' && pair.to !== null;
  const isText = !isDiff && address.view !== 'blame';
  const [wasText, setWasText] = useState(isText);
  if (isText && !wasText) setWasText(true);
  return (
    <>
      {wasText && (
        <Activity mode={isText ? 'visible' : 'hidden'}>
          <TextView shown={shown} isRaw={address.view === 'raw'} />
        </Activity>
      )}
      {isDiff && pair.to !== null && (
        <VersionDiff {...place} fromVersionId={pair.from} toVersionId={pair.to} />
      )}
      {address.view === 'blame' && <Blame {...place} />}
    </>
  );
}

/** The chosen view of the chosen version. */
export function ShownText({ place, memory, address, go, shown, versions }: ShownTextProps) {
  const pair = comparedPair({ address, shown, versions });
  const readTexts = useKnownTexts(place.storeId, pair);
  const isEarlier = !shown.isHead && shown.version !== null && address.to === null;
  if (address.view === 'edit' && memory) {
    return <LazyMemoryEditor key={memory.id} memory={memory} onClose={() => go({})} />;
  }
  return (
    <section aria-label="Text and its views" className="min-w-0">
      <ViewTabs address={address} go={go} readTexts={readTexts} />
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
      <ViewOf place={place} address={address} shown={shown} pair={pair} />
    </section>
  );
}
