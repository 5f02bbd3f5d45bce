import type { ReactNode } from 'react';

import { shareOf } from './limit-words';

type LimitRowProps = {
  name: ReactNode;
  variable?: string;
  used: number | null;
  limit: number | null;
  format: (value: number) => string;
};

/** One limit: how much of it is used, where it comes from, and how full that is. */
export function LimitRow({ name, variable, used, limit, format }: LimitRowProps) {
  const share = used === null ? null : shareOf(used, limit);
  const most = limit === null ? 'no limit' : format(limit);
  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 gap-y-1 border-b border-line py-2">
      <div className="grid min-w-0">
        <span className="[overflow-wrap:anywhere]">{name}</span>
        {variable !== undefined && <code className="text-small text-soft">{variable}</code>}
      </div>
      <span className="text-right tabular-nums">{used === null ? most : `${format(used)} of ${most}`}</span>
      {share !== null && (
        <span aria-hidden className="col-span-2 h-1 overflow-hidden rounded-full bg-sunken">
          <span
            className={share >= 0.9 ? 'block h-full bg-danger' : 'block h-full bg-accent'}
            style={{ width: `${Math.round(share * 1000) / 10}%` }}
          />
        </span>
      )}
    </li>
  );
}
