import { CalendarClock, GitCompare, History, ListTree } from 'lucide-react';
import Link from 'next/link';

import { buttonClass } from '@/components/ui/button';

const places = [
  { path: '/history', name: 'History', icon: History },
  { path: '/as-of', name: 'As of a date', icon: CalendarClock },
  { path: '/compare', name: 'Compare', icon: GitCompare },
] as const;

/** Where a store is looked at as a whole. */
export function OverviewLinks({ workspaceId, storeId }: { workspaceId: string; storeId: string }) {
  const root = `/w/${workspaceId}/stores/${storeId}`;
  return (
    <>
      <Link href={root} className={`${buttonClass('plain')} min-[900px]:hidden`}>
        <ListTree aria-hidden size={16} strokeWidth={1.75} />
        Memories
      </Link>
      {places.map(({ path, name, icon: Icon }) => (
        <Link key={path} href={root + path} className={buttonClass('plain')}>
          <Icon aria-hidden size={16} strokeWidth={1.75} />
          {name}
        </Link>
      ))}
    </>
  );
}
