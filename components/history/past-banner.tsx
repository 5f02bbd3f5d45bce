import { History } from 'lucide-react';
import Link from 'next/link';

import { useWorkspaceId } from '@/components/shell/workspace';

import { Instant } from './instant';

/** Says that what is shown is the past, and leads to what is different now. */
export function PastBanner({ storeId, at }: { storeId: string; at: string }) {
  const root = `/w/${useWorkspaceId()}/stores/${storeId}`;
  return (
    <div className="mx-4 mb-3 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-control bg-accent-soft px-3 py-2">
      <span className="flex items-center gap-2">
        <History aria-hidden size={16} className="shrink-0 text-accent" />
        <span>
          This is the past: the store as it was on <Instant value={at} />. Agents do not read it.
        </span>
      </span>
      <span className="flex gap-4">
        <Link href={`${root}/compare?${new URLSearchParams({ from: at })}`}>Compare with now</Link>
        <Link href={root}>Back to now</Link>
      </span>
    </div>
  );
}
