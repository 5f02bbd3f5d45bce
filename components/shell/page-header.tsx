import { ChevronRight } from 'lucide-react';
import Link from 'next/link';
import { Fragment } from 'react';
import type { ReactNode } from 'react';

import { LiveLight } from '@/components/live/live-light';
import { PaletteButton } from '@/components/search/palette-button';
import { RememberPlace } from '@/components/search/recent-places';
import { VisibleText } from '@/components/text/visible-text';

export type Crumb = { name: string; href?: string };

type PageHeaderProps = {
  crumbs: readonly Crumb[];
  actions?: ReactNode;
  /** False where something is not there: nobody wants to go back to that. */
  isPlace?: boolean;
};

/** Where this is, with the way back, and what can be done with the whole page. The last crumb is the page's heading. */
export function PageHeader({ crumbs, actions, isPlace = true }: PageHeaderProps) {
  return (
    <header className="sticky top-0 z-10 flex min-h-12 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-line bg-paper px-4 py-2">
      <nav aria-label="Breadcrumb" className="flex min-w-0 flex-wrap items-center gap-1.5">
        {crumbs.map(({ name, href }, index) => (
          <Fragment key={`${href ?? ''}${name}`}>
            {index > 0 && <ChevronRight aria-hidden size={14} className="shrink-0 text-soft" />}
            {href === undefined ? (
              <h1 className="font-semibold [overflow-wrap:anywhere]">
                <VisibleText text={name} />
              </h1>
            ) : (
              <Link
                href={href}
                className="text-soft no-underline [overflow-wrap:anywhere] hover:text-ink hover:underline"
              >
                <VisibleText text={name} />
              </Link>
            )}
          </Fragment>
        ))}
      </nav>
      {isPlace && <RememberPlace name={crumbs.at(-1)?.name ?? ''} within={describeWay(crumbs)} />}
      <div className="ml-auto flex flex-wrap items-center justify-end gap-2">
        <PaletteButton />
        <LiveLight />
        {actions}
      </div>
    </header>
  );
}

function describeWay(crumbs: readonly Crumb[]): string {
  const above = crumbs.slice(0, -1).map(({ name }) => name);
  return above.join(' ▸ ');
}
