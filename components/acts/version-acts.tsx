'use client';

import { MoreHorizontal } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { IconButton } from '@/components/ui/icon-button';
import { makeLate } from '@/components/ui/late';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/menu';
import { useShortcut } from '@/components/ui/shortcuts';
import { useToast } from '@/components/ui/toast';
import type { MemoryResource } from '@/lib/memories/schema';
import type { VersionResource } from '@/lib/versions/schema';

import { ActButton } from './act-button';
import { useRefusal } from './use-refusal';
import { useReturnFocus } from './use-return-focus';

const { Component: RestoreDialog } = makeLate(() =>
  import('./restore-dialog').then((file) => file.RestoreDialog),
);
const { Component: RedactVersionDialog } = makeLate(() =>
  import('./redact-version-dialog').then((file) => file.RedactVersionDialog),
);

type VersionActsProps = {
  /** Null while it is deleted. */
  memory: MemoryResource | null;
  version: VersionResource;
  headVersionId: string | null;
  /** For the version on the screen: the acts have buttons, and `r` restores it. */
  isShown?: boolean;
};

function useVersionRefusals({ memory, version, headVersionId }: VersionActsProps) {
  const refusalOf = useRefusal();
  const isHead = memory !== null && version.id === headVersionId;
  const isRedacted = version.redacted_at !== null;
  const isSameText = memory !== null && version.content_sha256 === memory.content_sha256;
  const noRestore = () => {
    if (isHead) return 'This is the newest version.';
    if (isRedacted) return 'It was redacted: its text is gone.';
    if (version.operation === 'deleted') return 'A deletion has no text; restore the version before it.';
    return isSameText ? 'The memory has exactly this text already.' : undefined;
  };
  const noRedact = () => {
    if (isRedacted) return 'It is redacted already.';
    return isHead ? 'It is the newest version: redact the memory instead.' : undefined;
  };
  return {
    restore: refusalOf('memories:write') ?? noRestore(),
    redact: refusalOf('govern') ?? noRedact(),
  };
}

/** What can be done with one version. */
export function VersionActs(props: VersionActsProps) {
  const { memory, version, isShown = false } = props;
  const [open, setOpen] = useState<'restore' | 'redact' | null>(null);
  const { ref, giveBack } = useReturnFocus();
  const refusal = useVersionRefusals(props);
  const router = useRouter();
  const toast = useToast();
  const root = `/w/${useWorkspaceId()}/stores/${version.memory_store_id}`;
  const number = version.governance?.number ?? '';
  const then = new URLSearchParams({ at: version.created_at, memory: version.memory_id });
  useShortcut(isShown && refusal.restore === undefined ? 'r' : null, 'Restore the shown version', () =>
    setOpen('restore'),
  );
  const close = () => {
    setOpen(null);
    giveBack();
  };
  const copyId = async () => {
    await navigator.clipboard.writeText(version.id);
    toast({ title: 'Copied the id of the version' });
  };
  return (
    // Keys pressed in the menu and the dialogs mean nothing to the list that they stand in.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span className="contents" onKeyDown={(event) => event.stopPropagation()}>
      {isShown && (
        <ActButton onAct={() => setOpen('restore')} refusal={refusal.restore} look="primary">
          Restore this version…
        </ActButton>
      )}
      <Menu trigger={<IconButton ref={ref} icon={MoreHorizontal} label={`Acts on version ${number}`} />}>
        {!isShown && (
          <MenuItem onSelect={() => setOpen('restore')} disabledReason={refusal.restore}>
            Restore this version…
          </MenuItem>
        )}
        <MenuItem onSelect={() => setOpen('redact')} disabledReason={refusal.redact} isDanger>
          Redact this version…
        </MenuItem>
        <MenuSeparator />
        <MenuItem onSelect={() => void copyId()}>Copy its id</MenuItem>
        <MenuItem onSelect={() => router.push(`${root}/as-of?${then}`)}>See the store as of then</MenuItem>
      </Menu>
      {open === 'restore' && <RestoreDialog memory={memory} version={version} onClose={close} />}
      {open === 'redact' && <RedactVersionDialog version={version} onClose={close} />}
    </span>
  );
}
