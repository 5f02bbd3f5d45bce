'use client';

import { useEffect, useImperativeHandle, useRef } from 'react';
import type { RefObject } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { useIsNarrow } from '@/components/tree/use-is-narrow';
import { useRows } from '@/components/ui/use-rows';
import type { StoreListing } from '@/lib/stores/queries';
import type { FoundStore, StoreOrder } from '@/lib/stores/schema';

import { StoreHead } from './store-head';
import { StoreRow } from './store-row';
import { useRowKeys } from './use-row-keys';

const headPx = 32;
const columns = 6;
const rowPx = 40;
const cardPx = 64;
const rowsBeyondSight = 10;
const rowsAhead = 40;
const firstHeightPx = 900;

export type TableHandle = { focusFirst: () => void };

type StoreTableProps = {
  stores: readonly FoundStore[];
  listing: StoreListing;
  /** Asked for when the end comes near; undefined when there is no more. */
  onMore: (() => void) | undefined;
  onSort: (order: StoreOrder) => void;
  handle: RefObject<TableHandle | null>;
};

/** The stores in sight of a list of any length. */
export function StoreTable({ stores, listing, onMore, onSort, handle }: StoreTableProps) {
  const root = `/w/${useWorkspaceId()}/stores`;
  const isNarrow = useIsNarrow();
  const box = useRef<HTMLDivElement>(null);
  const heightPx = isNarrow ? cardPx : rowPx;
  const topPx = isNarrow ? 0 : headPx;
  const { rows, scrollToRow } = useRows({
    box,
    count: stores.length,
    rowPx: heightPx,
    topPx,
    beyondSight: rowsBeyondSight,
    firstHeightPx,
  });
  const keys = useRowKeys({ count: stores.length, onReveal: scrollToRow });
  useImperativeHandle(handle, () => ({ focusFirst: () => keys.goTo(0) }));
  const isEndNear = (rows.at(-1) ?? 0) >= stores.length - rowsAhead;
  useEffect(
    function loadMoreNearTheEnd() {
      if (isEndNear) onMore?.();
    },
    [isEndNear, onMore],
  );
  const first = rows[0] ?? 0;
  const behind = stores.length - first - rows.length;
  return (
    <div ref={box} className="min-h-0 grow overflow-y-auto overscroll-contain">
      <table
        aria-label="Memory stores"
        aria-rowcount={onMore ? -1 : stores.length + 1}
        className="w-full table-fixed border-separate border-spacing-0 max-[899px]:block"
      >
        <StoreHead listing={listing} onSort={onSort} />
        <tbody className="max-[899px]:block">
          <Spacer heightPx={first * heightPx} />
          {rows.map((index) => (
            <StoreRow
              key={stores[index]!.id}
              store={stores[index]!}
              href={`${root}/${stores[index]!.id}`}
              index={index}
              takesFocus={keys.wanted === index}
              onFocused={keys.onFocused}
            />
          ))}
          <Spacer heightPx={behind * heightPx} />
        </tbody>
      </table>
    </div>
  );
}

/** Stands for the rows that are not drawn. */
function Spacer({ heightPx }: { heightPx: number }) {
  if (heightPx <= 0) return null;
  return (
    <tr aria-hidden className="max-[899px]:block">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- nothing is in it */}
      <td colSpan={columns} className="p-0 max-[899px]:block" style={{ height: heightPx }} />
    </tr>
  );
}
