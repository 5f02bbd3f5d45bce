'use client';

import { Bot, Database, Ellipsis, House, Plug, ScrollText, Search, Settings } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ComponentProps } from 'react';

import { classNames } from '@/components/ui/class-names';
import { LinkPending } from '@/components/ui/link-pending';
import { Menu, MenuItem } from '@/components/ui/menu';
import type { Scope } from '@/lib/auth/actor';

import { useViewer } from './workspace';

/** `needs`: without that right there is nothing to see. `isFurther`: on a phone, behind "More". `rooms`: pages that one gets to from there. */
type Place = {
  name: string;
  path: string;
  icon: LucideIcon;
  needs?: Scope;
  isFurther?: true;
  rooms?: readonly string[];
};

/** What does not exist yet is not here. */
const places: readonly Place[] = [
  {
    name: 'Overview',
    path: '',
    icon: House,
    rooms: ['/destructive-changes', '/withheld', '/writes', '/jobs'],
  },
  { name: 'Stores', path: '/stores', icon: Database },
  { name: 'Sessions', path: '/sessions', icon: Bot, rooms: ['/reverts'] },
  { name: 'Search', path: '/search', icon: Search, isFurther: true },
  { name: 'Connect', path: '/connect', icon: Plug, isFurther: true },
  { name: 'Audit', path: '/audit', icon: ScrollText, needs: 'audit:read', isFurther: true },
  { name: 'Settings', path: '/settings', icon: Settings, isFurther: true },
];

function isWithin(pathname: string, root: string, { path, rooms = [] }: Place): boolean {
  if (pathname === root + path) return true;
  return [path, ...rooms].some((room) => room !== '' && pathname.startsWith(root + room));
}

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
      {seen.map((place) => {
        const { name, path, icon: Icon, isFurther } = place;
        const isHere = isWithin(pathname, root, place);
        return (
          <li key={path} className={isFurther && 'max-[899px]:hidden'}>
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
      <li className="min-[900px]:hidden">
        <FurtherPlaces places={seen.filter(({ isFurther }) => isFurther)} />
      </li>
    </ul>
  );
}

/** What has no room in the bar of a phone. */
function FurtherPlaces({ places: further }: { places: readonly Place[] }) {
  const router = useRouter();
  const root = `/w/${useViewer().workspace.id}`;
  const pathname = usePathname();
  const isHere = further.some((place) => isWithin(pathname, root, place));
  return (
    <Menu align="start" trigger={<MoreButton isHere={isHere} />}>
      {further.map(({ name, path }) => (
        <MenuItem key={path} onSelect={() => router.push(root + path)}>
          {name}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** Hands on what the menu adds to its trigger. */
function MoreButton({ isHere, ...props }: ComponentProps<'button'> & { isHere: boolean }) {
  return (
    <button
      {...props}
      type="button"
      className={classNames(navItemClass, isHere && 'bg-accent-soft font-medium text-accent')}
    >
      <Ellipsis aria-hidden size={16} strokeWidth={1.75} />
      More
    </button>
  );
}
