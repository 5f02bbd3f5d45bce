'use client';

import { ChevronsUpDown } from 'lucide-react';
import { useRouter } from 'next/navigation';

import { Menu, MenuItem } from '@/components/ui/menu';

import { useViewer } from './workspace';

export type Membership = { workspaceId: string; name: string; role: string };

/** The person's other workspaces, as items of a menu. */
export function SwitchItems({ memberships }: { memberships: readonly Membership[] }) {
  const { workspace } = useViewer();
  const router = useRouter();
  return memberships
    .filter((each) => each.workspaceId !== workspace.id)
    .map((each) => (
      <MenuItem key={each.workspaceId} onSelect={() => router.push(`/w/${each.workspaceId}`)}>
        Go to {each.name}
        <span className="text-small text-soft">{each.role.replace('_', ' ')}</span>
      </MenuItem>
    ));
}

/** Which workspace this is, and a way into the person's others. */
export function WorkspaceSwitcher({ memberships }: { memberships: readonly Membership[] }) {
  const { workspace } = useViewer();
  const name = <span className="truncate font-semibold">{workspace.name}</span>;
  if (memberships.length < 2) return <div className="flex h-8 items-center px-2">{name}</div>;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          aria-label={`Workspace ${workspace.name}, change`}
          className="flex h-8 w-full items-center justify-between gap-2 rounded-control px-2 hover:bg-sunken"
        >
          {name}
          <ChevronsUpDown aria-hidden size={14} className="shrink-0 text-soft" />
        </button>
      }
    >
      <SwitchItems memberships={memberships} />
    </Menu>
  );
}
