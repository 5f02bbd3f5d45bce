'use client';

import { MoreHorizontal } from 'lucide-react';
import { useState } from 'react';

import { useMemoryAddress } from '@/components/memories/use-memory-address';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useShortcut } from '@/components/ui/shortcuts';
import type { StateAct } from '@/lib/memories/act-queries';
import type { MemoryResource } from '@/lib/memories/schema';

import { ActButton } from './act-button';
import { applicableActs, stateWords } from './state-words';
import { useRefusal } from './use-refusal';
import { useReturnFocus } from './use-return-focus';

const { Component: RedactDialog } = makeLate(() =>
  import('./redact-dialog').then((file) => file.RedactDialog),
);
const { Component: StateDialog } = makeLate(() => import('./state-dialog').then((file) => file.StateDialog));
const { Component: MoveDialog } = makeLate(() => import('./move-dialog').then((file) => file.MoveDialog));
const { Component: CopyDialog } = makeLate(() => import('./copy-dialog').then((file) => file.CopyDialog));
const { Component: DeleteDialog } = makeLate(() =>
  import('./delete-dialog').then((file) => file.DeleteDialog),
);

type Act = StateAct | 'redact' | 'move' | 'copy' | 'delete';
type OpenActProps = { act: Act; memory: MemoryResource; onOpen: (act: Act | null) => void };

function OpenAct({ act, memory, onOpen }: OpenActProps) {
  const props = { memory, onClose: () => onOpen(null) };
  if (act === 'redact') return <RedactDialog {...props} onRename={() => onOpen('move')} />;
  if (act === 'move') return <MoveDialog {...props} />;
  if (act === 'copy') return <CopyDialog {...props} />;
  if (act === 'delete') return <DeleteDialog {...props} />;
  return <StateDialog {...props} act={act} />;
}

/** What can be done with a memory: the usual in sight, the rest in a menu. */
export function MemoryActs({ memory }: { memory: MemoryResource }) {
  const [open, setOpen] = useState<Act | null>(null);
  const { address, go } = useMemoryAddress();
  const { ref, giveBack } = useReturnFocus();
  const refusalOf = useRefusal();
  const write = refusalOf('memories:write');
  const govern = refusalOf('govern');
  const states = memory.governance ? applicableActs(memory.governance) : [];
  const archiving = states.find((act) => act === 'archive' || act === 'unarchive') ?? 'archive';
  const openOrClose = (act: Act | null) => {
    setOpen(act);
    if (act === null) giveBack();
  };
  const edit = () => go({ view: 'edit' });
  useShortcut(write ? null : 'e', 'Edit the text', edit);
  useShortcut(write ? null : 'm', 'Move or rename', () => setOpen('move'));
  useShortcut(govern ? null : 'x', 'Redact text', () => setOpen('redact'));
  useShortcut(govern ? null : 'a', 'Archive or unarchive', () => setOpen(archiving));
  return (
    <>
      {address.view !== 'edit' && (
        <ActButton onAct={edit} refusal={write}>
          Edit
        </ActButton>
      )}
      <ActButton onAct={() => setOpen('redact')} refusal={govern}>
        Redact…
      </ActButton>
      <ActButton onAct={() => setOpen(archiving)} refusal={govern}>
        {stateWords[archiving].verb}…
      </ActButton>
      <Menu trigger={<IconButton ref={ref} icon={MoreHorizontal} label="More acts on this memory" />}>
        <MenuItem onSelect={() => setOpen('move')} disabledReason={write} shortcut="m">
          Move or rename…
        </MenuItem>
        <MenuItem onSelect={() => setOpen('copy')} disabledReason={write}>
          Copy into another store…
        </MenuItem>
        <MenuSeparator />
        {states
          .filter((act) => act !== archiving)
          .map((act) => (
            <MenuItem key={act} onSelect={() => setOpen(act)} disabledReason={govern}>
              {stateWords[act].verb}…
            </MenuItem>
          ))}
        <MenuSeparator />
        <MenuItem onSelect={() => setOpen('delete')} disabledReason={write} isDanger>
          Delete…
        </MenuItem>
      </Menu>
      {open && <OpenAct key={open} act={open} memory={memory} onOpen={openOrClose} />}
    </>
  );
}
