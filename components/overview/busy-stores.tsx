'use client';

import Link from 'next/link';

import { useMay } from '@/components/shell/workspace';
import { TitledSection } from '@/components/store-overview/section';
import { VisibleText } from '@/components/text/visible-text';
import { formatCount } from '@/components/ui/bytes';
import type { BusyStore, OverviewResource } from '@/lib/overview/schema';

type BusyStoresProps = Pick<OverviewResource, 'stores' | 'store_count'> & { root: string };

const numberClass = 'py-1 pl-4 text-right';

/** Which stores agents rely on, and which are written. */
export function BusyStores({ stores, store_count: count, root }: BusyStoresProps) {
  return (
    <TitledSection
      id="busy-stores"
      title="Stores in the last 7 days"
      more={
        <Link href={`${root}/stores?sort=reads&state=all`}>
          {count === 1 ? '1 store' : `All ${formatCount(count)} stores`}
        </Link>
      }
    >
      <table className="w-full">
        <thead>
          <tr className="border-b border-line text-left text-small text-soft">
            <th scope="col" className="py-1 font-normal">
              Store
            </th>
            <th scope="col" className={`${numberClass} font-normal`}>
              reads by agents
            </th>
            <th scope="col" className={`${numberClass} font-normal`}>
              writes
            </th>
          </tr>
        </thead>
        <tbody>
          {stores.map((store) => (
            <StoreRow
              key={store.memory_store_id}
              store={store}
              root={`${root}/stores/${store.memory_store_id}`}
            />
          ))}
        </tbody>
      </table>
    </TitledSection>
  );
}

function StoreRow({ store, root }: { store: BusyStore; root: string }) {
  const mayRead = useMay('memories:read');
  const mayList = useMay('history:read');
  const { name, read_count_7d: reads, write_count_7d: writes } = store;
  return (
    <tr className="h-8 border-b border-line">
      <th scope="row" className="py-1 text-left font-normal">
        <Link
          href={root}
          prefetch={false}
          className="text-ink no-underline [overflow-wrap:anywhere] hover:underline"
        >
          <VisibleText text={name} />
        </Link>
      </th>
      <td className={numberClass}>
        <CountLink
          count={reads}
          href={mayRead ? `${root}?pane=overview#most-read` : null}
          label={`reads of ${name}`}
        />
      </td>
      <td className={numberClass}>
        <CountLink count={writes} href={mayList ? `${root}/history` : null} label={`writes to ${name}`} />
      </td>
    </tr>
  );
}

type CountLinkProps = { count: number; href: string | null; label: string };

function CountLink({ count, href, label }: CountLinkProps) {
  if (href === null) return formatCount(count);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={`${formatCount(count)} ${label}`}
      className="text-ink no-underline hover:underline"
    >
      {formatCount(count)}
    </Link>
  );
}
