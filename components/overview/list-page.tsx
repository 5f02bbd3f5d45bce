import type { ReactNode } from 'react';

import { PageHeader } from '@/components/shell/page-header';

type ListPageProps = { workspaceId: string; name: string; children: ReactNode };

/** The frame of a list behind a number of the overview: the page is as high as the window, and the list scrolls. */
export function ListPage({ workspaceId, name, children }: ListPageProps) {
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <PageHeader crumbs={[{ name: 'Overview', href: `/w/${workspaceId}` }, { name }]} />
      <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
        {children}
      </main>
    </div>
  );
}
