import { kinds } from '@/components/actors/actor-label';
import { formatCount } from '@/components/ui/bytes';
import type { ActorType } from '@/lib/auth/actor';
import type { Bar, Span } from '@/lib/overview/write-bars';

import { describeBar } from './bar-words';

type WriteTableProps = {
  bars: readonly Bar[];
  types: readonly ActorType[];
  span: Span;
  isInBrowser: boolean;
};

/** The same numbers in words, without the hours in which nothing was written. */
export function WriteTable({ bars, types, span, isInBrowser }: WriteTableProps) {
  const busy = bars.filter(({ counts }) => types.some((type) => counts[type] > 0));
  if (busy.length === 0) return null;
  return (
    <details>
      <summary className="w-fit cursor-pointer text-soft hover:text-ink">As a table</summary>
      <div className="overflow-x-auto">
        <table className="mt-2 w-full">
          <thead>
            <tr className="border-b border-line text-left text-small text-soft">
              <th scope="col" className="py-1 pr-4 font-normal">
                {span === 'day' ? 'Hour from' : 'Day'}
              </th>
              {types.map((type) => (
                <th key={type} scope="col" className="py-1 pl-4 text-right font-normal">
                  {kinds[type].plural}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {busy.toReversed().map((bar) => (
              <tr key={bar.startMs} className="border-b border-line">
                <th scope="row" className="py-1 pr-4 text-left font-normal">
                  {describeBar(bar, span, isInBrowser)}
                </th>
                {types.map((type) => (
                  <td key={type} className="py-1 pl-4 text-right">
                    {formatCount(bar.counts[type])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
