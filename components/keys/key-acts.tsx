'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { ComponentType } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { ApiKeyResource } from '@/lib/workspaces/schema';

import type { KeyDialogProps } from './dialog-props';

const dialogs = {
  edit: makeLate(() => import('./edit-key-dialog').then((module) => module.EditKeyDialog)).Component,
  revoke: makeLate(() => import('./revoke-key-dialog').then((module) => module.RevokeKeyDialog)).Component,
} satisfies Record<string, ComponentType<KeyDialogProps>>;

/** What can still be done about a key. */
export function KeyActs({ apiKey }: { apiKey: ApiKeyResource }) {
  const [chosen, setChosen] = useState<keyof typeof dialogs | null>(null);
  const reason = useIsOnline() ? undefined : 'Not while you are offline';
  const Dialog = chosen && dialogs[chosen];
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={`Acts on the key ${apiKey.name}`} />}>
        <MenuItem onSelect={() => setChosen('edit')} disabledReason={reason}>
          Trust and expiry…
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => setChosen('revoke')} disabledReason={reason} isDanger>
          Revoke…
        </MenuItem>
      </Menu>
      {Dialog && <Dialog apiKey={apiKey} onClose={() => setChosen(null)} />}
    </>
  );
}
