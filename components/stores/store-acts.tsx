'use client';

import { Ellipsis } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import type { ComponentType } from 'react';

import { useIsOnline } from '@/components/shell/offline-line';
import { useMay } from '@/components/shell/workspace';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import type { StoreResource } from '@/lib/stores/schema';

import { ImportButton } from './import-button';

type ActProps = { store: StoreResource; onClose: () => void };

const dialogs = {
  edit: makeLate(() => import('./edit-store-dialog').then((module) => module.EditStoreDialog)).Component,
  export: makeLate(() => import('./export-dialog').then((module) => module.ExportDialog)).Component,
  import: makeLate(() => import('./import-dialog').then((module) => module.ImportDialog)).Component,
  archive: makeLate(() => import('./archive-store-dialog').then((module) => module.ArchiveStoreDialog))
    .Component,
  delete: makeLate(() => import('./delete-store-dialog').then((module) => module.DeleteStoreDialog))
    .Component,
} satisfies Record<string, ComponentType<ActProps>>;
type Act = keyof typeof dialogs;

/** `?act=import` in the address opens an act, once. */
function forgetAddress(): void {
  const url = new URL(window.location.href);
  url.searchParams.delete('act');
  window.history.replaceState(null, '', url);
}

/** Everything that can be done with a store as a whole. Absent for those who may do nothing of it. */
export function StoreActs({ store }: { store: StoreResource }) {
  const asked = useSearchParams().get('act') === 'import' ? 'import' : null;
  const [chosen, setChosen] = useState<Act | null>(null);
  const mayManage = useMay('admin');
  const rights = [useMay('govern'), useMay('memories:read'), useMay('history:read')];
  const mayExport = rights.every(Boolean);
  if (!mayManage && !mayExport) return null;
  const isArchived = store.archived_at !== null;
  const shown = chosen ?? (mayManage && !isArchived ? asked : null);
  const Dialog = shown && dialogs[shown];
  const close = () => {
    setChosen(null);
    if (asked) forgetAddress();
  };
  return (
    <>
      <ImportButton storeId={store.id} onOpen={() => setChosen('import')} />
      <Menu trigger={<IconButton icon={Ellipsis} label="Acts on this store" />}>
        <ActItems isArchived={isArchived} mayManage={mayManage} mayExport={mayExport} onChoose={setChosen} />
      </Menu>
      {Dialog && <Dialog store={store} onClose={close} />}
    </>
  );
}

type ActItemsProps = {
  isArchived: boolean;
  mayManage: boolean;
  mayExport: boolean;
  onChoose: (act: Act) => void;
};

function ActItems({ isArchived, mayManage, mayExport, onChoose }: ActItemsProps) {
  const isOnline = useIsOnline();
  const offline = isOnline ? undefined : 'Not while you are offline';
  const admins = mayManage ? offline : 'Administrators only';
  const open = isArchived ? (admins ?? 'The store is archived') : admins;
  return (
    <>
      <MenuItem onSelect={() => onChoose('edit')} disabledReason={open}>
        Rename or describe…
      </MenuItem>
      <MenuItem onSelect={() => onChoose('import')} disabledReason={open}>
        Import…
      </MenuItem>
      {mayExport && (
        <MenuItem onSelect={() => onChoose('export')} disabledReason={offline}>
          Export…
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem
        onSelect={() => onChoose('archive')}
        disabledReason={isArchived ? 'Archived already' : admins}
      >
        Archive for good…
      </MenuItem>
      <MenuItem onSelect={() => onChoose('delete')} disabledReason={admins} isDanger>
        Delete…
      </MenuItem>
    </>
  );
}
