'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import Link from 'next/link';

import { ActorLabel } from '@/components/actors/actor-label';
import { Badge } from '@/components/ui/badge';
import { formatBytes } from '@/components/ui/bytes';
import { Time } from '@/components/ui/time';
import { timelineQuery } from '@/lib/history/queries';
import type { StoreRef } from '@/lib/memories/queries';
import type { VersionResource } from '@/lib/versions/schema';

import { Section } from './section';

const rowCount = 8;
const tones = { created: 'added', modified: 'changed', deleted: 'removed' } as const;

/** The newest writes to a store. */
export function Lately({ store, root }: { store: StoreRef; root: string }) {
  const query = useInfiniteQuery(timelineQuery(store, {}));
  const versions = query.data?.pages[0]?.data.slice(0, rowCount) ?? [];
  return (
    <Section
      id="lately"
      title="What changed lately"
      what="what changed lately"
      query={query}
      rowCount={rowCount}
      empty={versions.length === 0 ? 'Nothing was written here yet.' : null}
      more={versions.length > 0 && <Link href={`${root}/history`}>Whole history</Link>}
    >
      {versions.map((version) => (
        <Change key={version.id} version={version} root={root} />
      ))}
    </Section>
  );
}

/** A write: of what, by whom, when. Leads to the memory at that version, with what it changed. */
function Change({ version, root }: { version: VersionResource; root: string }) {
  const { operation, path, content_size_bytes: size } = version;
  return (
    <li className="grid min-h-8 grid-cols-[72px_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 border-b border-line py-1">
      <span>
        <Badge tone={tones[operation]}>{operation}</Badge>
      </span>
      {path === null ? (
        <span className="text-redacted">redacted</span>
      ) : (
        <Link
          href={`${root}/memories/${version.memory_id}?version=${version.id}`}
          prefetch={false}
          title={path}
          className="truncate text-ink no-underline hover:underline"
        >
          {path}
        </Link>
      )}
      <span className="flex items-center gap-3 text-small text-soft max-[640px]:col-span-2 max-[640px]:col-start-2">
        <ActorLabel actor={version.created_by} />
        <span className="w-14 text-right">{size === null ? '' : formatBytes(size)}</span>
        <Time value={version.created_at} className="w-20 text-right whitespace-nowrap" />
      </span>
    </li>
  );
}
