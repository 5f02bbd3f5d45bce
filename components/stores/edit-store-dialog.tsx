'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

import { useWorkspaceId } from '@/components/shell/workspace';
import { useToast } from '@/components/ui/toast';
import { refetchStore, updateStore } from '@/lib/stores/queries';
import type { StoreWords } from '@/lib/stores/queries';
import type { StoreResource } from '@/lib/stores/schema';

import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from './failure-words';
import { StoreFields } from './store-fields';
import { useStoreWords } from './use-store-words';

type EditStoreDialogProps = { store: StoreResource; onClose: () => void };

/** Changes what is said of a store. */
export function EditStoreDialog({ store, onClose }: EditStoreDialogProps) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const router = useRouter();
  const toast = useToast();
  const form = useStoreWords(store);
  const edit = useMutation({
    mutationFn: (words: StoreWords) => updateStore(workspaceId, store, words),
    onSuccess: async ({ name }) => {
      await refetchStore(client, { workspaceId, storeId: store.id });
      // The name in the head of the page and in the tab comes from the server.
      router.refresh();
      toast({ title: `Saved what is said of “${name}”` });
      onClose();
    },
  });
  return (
    <ActDialog
      title="Name, description and metadata"
      act="Save"
      isBusy={edit.isPending}
      failure={describeFailure('Nothing was changed', edit.error)}
      onClose={onClose}
      onSubmit={() => {
        const words = form.take();
        if (words) edit.mutate(words);
      }}
    >
      <StoreFields form={form} />
    </ActDialog>
  );
}
