'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';

import { PageHeader } from '@/components/shell/page-header';
import { useViewer, useWorkspaceId } from '@/components/shell/workspace';
import { classNames } from '@/components/ui/class-names';
import { LinkPending } from '@/components/ui/link-pending';

import { listSettingsPlaces, settingsPlaces } from './places';

function useRoot(): string {
  return `/w/${useWorkspaceId()}/settings`;
}

/** The pages of the settings, as far as they are for whoever looks. A column, and on a phone a row above the page. */
export function SettingsNav() {
  const root = useRoot();
  const pathname = usePathname();
  return (
    <nav
      aria-label="Settings"
      className="border-line max-[899px]:overflow-x-auto max-[899px]:border-b min-[900px]:border-r"
    >
      <ul className="flex p-2 min-[900px]:sticky min-[900px]:top-12 min-[900px]:flex-col min-[900px]:gap-0.5 min-[900px]:p-3">
        {listSettingsPlaces(useViewer().scopes).map(({ name, path }) => {
          const isHere = pathname.startsWith(root + path);
          return (
            <li key={path}>
              <Link
                href={root + path}
                aria-current={isHere ? 'page' : undefined}
                className={classNames(
                  'flex h-8 items-center rounded-control px-2 whitespace-nowrap text-ink no-underline hover:bg-sunken',
                  isHere && 'bg-accent-soft font-medium text-accent hover:bg-accent-soft',
                )}
              >
                {name}
                <LinkPending className="max-[899px]:hidden" />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** The heading of whichever page of the settings this is. */
export function SettingsHeader() {
  const root = useRoot();
  const pathname = usePathname();
  const here = settingsPlaces.find(({ path }) => pathname.startsWith(root + path));
  const crumbs = here ? [{ name: 'Settings', href: root }, { name: here.name }] : [{ name: 'Settings' }];
  return <PageHeader crumbs={crumbs} />;
}
