import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import type { ReactNode } from 'react';

import { Live } from '@/components/live/live';
import { PaletteProvider } from '@/components/search/palette-provider';
import { Frame } from '@/components/shell/frame';
import { HelpProvider } from '@/components/shell/help';
import { Providers } from '@/components/shell/providers';
import { readTheme } from '@/components/shell/theme';
import { ssoName } from '@/lib/auth/oidc';
import { findPagePerson } from '@/lib/auth/page-actor';
import { requirePageActor } from '@/lib/auth/require-page-actor';
import { readClockMs } from '@/lib/clock/now';
import { getCursorAt } from '@/lib/live/read';

type LayoutProps = { params: Promise<{ workspace_id: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: LayoutProps) {
  const { workspace_id: workspaceId } = await params;
  const actor = await requirePageActor(workspaceId);
  const person = await findPagePerson();
  const membership = person?.memberships.find((each) => each.workspaceId === workspaceId);
  if (!person || !membership) notFound();
  const viewer = {
    workspace: { id: workspaceId, name: membership.name },
    person: { id: person.id, name: person.name, email: person.email },
    role: membership.role,
    scopes: [...actor.scopes],
    ssoName: person.hasPassword ? null : ssoName(),
  };
  return (
    <Providers viewer={viewer} renderedAtMs={readClockMs()}>
      <HelpProvider>
        <PaletteProvider>
          <Frame memberships={person.memberships} theme={readTheme(await cookies())}>
            {children}
          </Frame>
          <Live from={getCursorAt(workspaceId, person.snapshot)} />
        </PaletteProvider>
      </HelpProvider>
    </Providers>
  );
}
