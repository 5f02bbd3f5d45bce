import Link from 'next/link';
import type { ReactNode } from 'react';

import { formatBytes, formatCount } from '@/components/ui/bytes';
import { Time } from '@/components/ui/time';
import type { StoreResource } from '@/lib/stores/schema';

type FigureProps = {
  name: string;
  href?: string | undefined;
  title?: string;
  /** Of a page that is about little else. */
  isLarge?: boolean;
  children: ReactNode;
};

/** A number with its name below it; leads to what it counts. */
export function Figure({ name, href, title, isLarge = false, children }: FigureProps) {
  return (
    <div className="flex flex-col-reverse" title={title}>
      <dt className="text-small text-soft">{name}</dt>
      <dd className={isLarge ? 'text-display font-semibold' : 'text-title font-semibold'}>
        {href === undefined ? (
          children
        ) : (
          <Link href={href} className="text-ink no-underline hover:underline">
            {children}
          </Link>
        )}
      </dd>
    </div>
  );
}

/** What is counted in a store; each number leads to what it counts. */
export function Figures({ store, root }: { store: StoreResource; root: string }) {
  const { governance } = store;
  if (!governance) return null;
  const { memory_count: memories, version_count: versions, content_size_bytes: size } = governance;
  const { reads, last_write_at: lastWrite = null } = governance;
  return (
    <dl className="flex flex-wrap gap-x-10 gap-y-4">
      <Figure name={memories === 1 ? 'memory' : 'memories'} href={root}>
        {formatCount(memories)}
      </Figure>
      {versions !== undefined && (
        <Figure name={versions === 1 ? 'version' : 'versions'} href={`${root}/history`}>
          {formatCount(versions)}
        </Figure>
      )}
      {size !== undefined && (
        <Figure name="in present texts" title={`${formatCount(size)} bytes`}>
          {formatBytes(size)}
        </Figure>
      )}
      {reads && (
        <Figure name="reads by agents in 7 days" href="#most-read">
          {formatCount(reads.read_count_7d)}
        </Figure>
      )}
      <Figure name="last write" href={`${root}/history`}>
        {lastWrite === null ? 'never' : <Time value={lastWrite} />}
      </Figure>
    </dl>
  );
}
