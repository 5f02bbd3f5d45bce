'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { useWorkspaceId } from '@/components/shell/workspace';
import { formatBytes, formatCount } from '@/components/ui/bytes';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { useToast } from '@/components/ui/toast';
import { storesKey } from '@/lib/stores/keys';
import { deleteStore } from '@/lib/stores/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from './failure-words';

type DeleteStoreDialogProps = { store: StoreResource; onClose: () => void };

/** Deletes a store with everything in it, once its name was typed. */
export function DeleteStoreDialog({ store, onClose }: DeleteStoreDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: () => deleteStore(workspaceId, store.id),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: storesKey(workspaceId) });
      toast({
        title: `Deleted “${store.name}”`,
        detail: 'Its texts are now being purged in the background.',
      });
      router.push(`/w/${workspaceId}/stores`);
      onClose();
    },
  });
  return (
    <ActDialog
      title={`Delete “${store.name}”`}
      act="Delete the store"
      isDanger
      isBusy={remove.isPending}
      isBlocked={typed !== store.name}
      failure={describeFailure('Nothing was deleted', remove.error)}
      onClose={onClose}
      onSubmit={() => remove.mutate()}
    >
      <p>
        <strong className="font-semibold">This is permanent.</strong> {describeContents(store)} Agents and
        people lose the store at once; its texts are then purged in the background.
      </p>
      <p className="text-soft">
        The audit trail keeps that you deleted it, and how many memories it had, but none of its text. To keep
        a copy, export it first.
      </p>
      <Field
        label="Type the name of the store to delete it"
        hint={<code className="select-all [overflow-wrap:anywhere]">{store.name}</code>}
      >
        {(control) => (
          <Input
            {...control}
            data-first-focus
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
    </ActDialog>
  );
}

function count(number: number, one: string, many: string): string {
  return `${formatCount(number)} ${number === 1 ? one : many}`;
}

function describeContents({ governance }: StoreResource): string {
  if (!governance) return 'Every memory and every version in it goes.';
  const { memory_count: memories, version_count: versions, content_size_bytes: bytes } = governance;
  if (memories === 0 && versions === 0) return 'There is nothing in it.';
  const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`;
  const history = versions === undefined ? 'every version' : count(versions, 'version', 'versions');
  return `${count(memories, 'memory', 'memories')}${size} and ${history} go.`;
}
