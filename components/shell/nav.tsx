'use client';

import { Bot, Database, House, Plug, ScrollText, Search, Settings } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { classNames } from '@/components/ui/class-names';
import { LinkPending } from '@/components/ui/link-pending';
import type { Scope } from '@/lib/auth/actor';

import { useViewer } from './workspace';

/** `needs`: without that right there is nothing to see. */
type Place = { name: string; path: string; icon: LucideIcon; needs?: Scope };

/** What does not exist yet is not here. */
const places: readonly Place[] = [
  { name: 'Overview', path: '', icon: House },
  { name: 'Stores', path: '/stores', icon: Database },
  { name: 'Sessions', path: '/sessions', icon: Bot },
  { name: 'Search', path: '/search', icon: Search },
  { name: 'Connect', path: '/connect', icon: Plug },
  { name: 'Audit', path: '/audit', icon: ScrollText, needs: 'audit:read' },
  { name: 'Settings', path: '/settings', icon: Settings },
];

/** A row of the column, or a place in the bar. */
export const navItemClass =
  'flex items-center gap-2.5 rounded-control px-2 text-ink no-underline hover:bg-sunken h-8 max-[899px]:h-14 max-[899px]:flex-col max-[899px]:justify-center max-[899px]:gap-0.5 max-[899px]:px-3 max-[899px]:text-small';

/** A column at the side; below 900 px a bar at the bottom, where a thumb is. */
export function Nav() {
  const { workspace, scopes } = useViewer();
  const root = `/w/${workspace.id}`;
  const pathname = usePathname();
  const seen = places.filter(({ needs }) => needs === undefined || scopes.includes(needs));
  return (
    <ul className="flex grow max-[899px]:justify-around min-[900px]:flex-col min-[900px]:gap-0.5">
      {seen.map(({ name, path, icon: Icon }) => {
        const isHere = path === '' ? pathname === root : pathname.startsWith(root + path);
        return (
          <li key={path}>
            <Link
              href={root + path}
              aria-current={isHere ? 'page' : undefined}
              className={classNames(
                navItemClass,
                isHere && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft',
              )}
            >
              <Icon aria-hidden size={16} strokeWidth={1.75} />
              {name}
              <LinkPending className="max-[899px]:hidden" />
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
