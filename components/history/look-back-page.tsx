import type { ReactNode } from 'react';

import { PageHeader } from '@/components/shell/page-header';

type LookBackPageProps = {
  workspaceId: string;
  store: { id: string; name: string };
  name: string;
  children: ReactNode;
};

/** The frame of what looks back at a store: the page is as high as the window, and its lists scroll. */
export function LookBackPage({ workspaceId, store, name, children }: LookBackPageProps) {
  const root = `/w/${workspaceId}/stores`;
  return (
    <div className="flex h-dvh flex-col max-[899px]:h-[calc(100dvh-56px)]">
      <PageHeader
        crumbs={[{ name: 'Stores', href: root }, { name: store.name, href: `${root}/${store.id}` }, { name }]}
      />
      <main id="page" className="flex min-h-0 grow flex-col overflow-y-auto">
        {children}
      </main>
    </div>
  );
}
