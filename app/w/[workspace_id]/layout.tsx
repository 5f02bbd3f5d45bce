import { cookies } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { ReactNode } from 'react';

import { Frame } from '@/components/shell/frame';
import { HelpProvider } from '@/components/shell/help';
import { Providers } from '@/components/shell/providers';
import { readTheme } from '@/components/shell/theme';
import { findPageActor } from '@/lib/auth/page-actor';
import { readClockMs } from '@/lib/clock/now';

type LayoutProps = { params: Promise<{ workspace_id: string }>; children: ReactNode };

export default async function WorkspaceLayout({ params, children }: LayoutProps) {
  const { workspace_id: workspaceId } = await params;
  const found = await findPageActor(workspaceId);
  if (!found) redirect('/sign-in');
  if (!found.actor) notFound();
  const { actor, person } = found;
  const here = person.memberships.find((each) => each.workspace_id === workspaceId);
  const viewer = {
    workspace: { id: workspaceId, name: here?.name ?? '' },
    person: { id: person.id, name: person.name, email: person.email },
    role: actor.role ?? 'viewer',
    scopes: [...actor.scopes],
  };
  return (
    <Providers viewer={viewer} renderedAtMs={readClockMs()}>
      <HelpProvider>
        <Frame memberships={person.memberships} theme={readTheme(await cookies())}>
          {children}
        </Frame>
      </HelpProvider>
    </Providers>
  );
}
