import Link from 'next/link';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';

import { Badge } from '@/components/ui/badge';
import { formatBytes, formatCount } from '@/components/ui/bytes';
import { Time } from '@/components/ui/time';
import type { FoundStore } from '@/lib/stores/schema';

type StoreRowProps = {
  store: FoundStore;
  href: string;
  index: number;
  /** Whether the keyboard has just come here. */
  takesFocus: boolean;
  onFocused: () => void;
};

/** A store in the list: all of the row leads to it. On a phone the row is a card. */
export function StoreRow({ store, href, index, takesFocus, onFocused }: StoreRowProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(
    function followTheKeyboard() {
      if (!takesFocus) return;
      link.current?.focus({ preventScroll: true });
      onFocused();
    },
    [takesFocus, onFocused],
  );
  const { memory_count: memories, content_size_bytes: size, reads } = store.governance;
  const { last_write_at: written } = store.governance;
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className="relative focus-within:bg-accent-soft hover:bg-sunken hover:focus-within:bg-accent-soft max-[899px]:flex max-[899px]:h-16 max-[899px]:flex-wrap max-[899px]:content-center max-[899px]:gap-x-3 max-[899px]:gap-y-1 max-[899px]:border-b max-[899px]:border-line max-[899px]:px-4 min-[900px]:h-10"
    >
      <td className="border-line max-[899px]:w-full min-[900px]:border-b min-[900px]:pl-4">
        <span className="flex min-w-0 items-center gap-3">
          <Link
            ref={link}
            href={href}
            prefetch={false}
            title={store.name}
            className="max-w-full min-w-0 shrink-0 truncate font-medium text-ink no-underline after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {store.name}
          </Link>
          {store.archived_at !== null && <Badge tone="withheld">archived</Badge>}
          {store.description !== '' && (
            <span title={store.description} className="min-w-0 truncate text-soft max-[899px]:hidden">
              {store.description}
            </span>
          )}
        </span>
      </td>
      <Cell unit={memories === 1 ? 'memory' : 'memories'}>{formatCount(memories)}</Cell>
      <Cell title={`${formatCount(size)} bytes`}>{formatBytes(size)}</Cell>
      <Cell unit="reads this week">{formatCount(reads.read_count_7d)}</Cell>
      <Cell lead="written">{written === null ? 'never' : <Time value={written} />}</Cell>
      <Cell isMinor>
        <Time value={store.created_at} />
      </Cell>
    </tr>
  );
}

type CellProps = { title?: string; lead?: string; unit?: string; isMinor?: boolean; children: ReactNode };

/** A figure; on a phone, where there is no head above it, with what it counts. */
function Cell({ title, lead, unit, isMinor = false, children }: CellProps) {
  const place = isMinor ? 'max-[899px]:hidden' : 'max-[899px]:text-small';
  return (
    <td
      title={title}
      className={`border-line text-soft min-[900px]:border-b min-[900px]:pr-4 min-[900px]:text-right ${place}`}
    >
      {lead !== undefined && <span className="min-[900px]:hidden">{lead} </span>}
      {children}
      {unit !== undefined && <span className="min-[900px]:hidden"> {unit}</span>}
    </td>
  );
}
