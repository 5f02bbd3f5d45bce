'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ComponentType } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { MemberResource } from '@/lib/workspaces/member';

import type { MemberDialogProps } from './dialog-props';

const dialogs = {
  role: makeLate(() => import('./role-dialog').then((module) => module.RoleDialog)).Component,
  password: makeLate(() => import('./password-link-dialog').then((module) => module.PasswordLinkDialog))
    .Component,
  remove: makeLate(() => import('./remove-dialog').then((module) => module.RemoveDialog)).Component,
} satisfies Record<string, ComponentType<MemberDialogProps>>;

/** Everything that an administrator can do about a member. */
export function MemberActs({ member }: { member: MemberResource }) {
  const [chosen, setChosen] = useState<keyof typeof dialogs | null>(null);
  const reason = useIsOnline() ? undefined : 'Not while you are offline';
  const Dialog = chosen && dialogs[chosen];
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={`Acts on ${member.name}`} />}>
        <MenuItem onSelect={() => setChosen('role')} disabledReason={reason}>
          Change the role…
        </MenuItem>
        <MenuItem onSelect={() => setChosen('password')} disabledReason={reason}>
          Link for a new password…
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => setChosen('remove')} disabledReason={reason} isDanger>
          Remove…
        </MenuItem>
      </Menu>
      {Dialog && <Dialog member={member} onClose={() => setChosen(null)} />}
    </>
  );
}
