import type { ReactNode } from 'react';

import { AccountMenu } from './account-menu';
import { Nav } from './nav';
import { OfflineLine } from './offline-line';
import type { Theme } from './theme';
import { WorkspaceSwitcher } from './workspace-switcher';
import type { Membership } from './workspace-switcher';

type FrameProps = { memberships: readonly Membership[]; theme: Theme; children: ReactNode };

/** The navigation and the page beside it. */
export function Frame({ memberships, theme, children }: FrameProps) {
  return (
    <div className="min-h-dvh min-[900px]:grid min-[900px]:grid-cols-[216px_minmax(0,1fr)]">
      <a
        href="#page"
        className="sr-only z-40 bg-raised p-3 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        Skip to the page
      </a>
      <nav
        aria-label="Workspace"
        className="border-line max-[899px]:fixed max-[899px]:inset-x-0 max-[899px]:bottom-0 max-[899px]:z-10 max-[899px]:flex max-[899px]:border-t max-[899px]:bg-raised min-[900px]:sticky min-[900px]:top-0 min-[900px]:flex min-[900px]:h-dvh min-[900px]:flex-col min-[900px]:gap-3 min-[900px]:border-r min-[900px]:p-3"
      >
        <div className="max-[899px]:hidden">
          <WorkspaceSwitcher memberships={memberships} />
        </div>
        <Nav />
        <AccountMenu memberships={memberships} theme={theme} />
      </nav>
      <div className="flex min-h-dvh min-w-0 flex-col max-[899px]:pb-14">
        <OfflineLine />
        {children}
      </div>
    </div>
  );
}
