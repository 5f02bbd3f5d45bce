'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';

import { useWorkspaceId } from '@/components/shell/workspace';
import { useToast } from '@/components/ui/toast';
import { archiveStore, refetchStore } from '@/lib/stores/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from './failure-words';

type ArchiveStoreDialogProps = { store: StoreResource; onClose: () => void };

/** Retires a store. There is no way back, and it says so. */
export function ArchiveStoreDialog({ store, onClose }: ArchiveStoreDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const toast = useToast();
  const archive = useMutation({
    mutationFn: () => archiveStore(workspaceId, store.id),
    onSuccess: async () => {
      await refetchStore(client, { workspaceId, storeId: store.id });
      toast({
        title: `“${store.name}” is archived`,
        detail: 'Agents go on reading it; nobody writes into it any more.',
      });
      onClose();
    },
  });
  return (
    <ActDialog
      title={`Archive “${store.name}”`}
      act="Archive for good"
      isDanger
      isBusy={archive.isPending}
      failure={describeFailure('The store was not archived', archive.error)}
      onClose={onClose}
      onSubmit={() => archive.mutate()}
    >
      <p>
        <strong className="font-semibold">This is permanent: an archived store stays archived.</strong>
      </p>
      <ul className="grid list-disc gap-1 pl-5">
        <li>
          Agents go on reading it. Whatever they try to write into it is refused, and so is what you write.
        </li>
        <li>Its memories can still be deleted and redacted, and the store itself exported and deleted.</li>
        <li>It leaves the list of active stores, and can no longer be renamed.</li>
      </ul>
      <p className="text-soft">The audit trail will say that you archived it.</p>
    </ActDialog>
  );
}
