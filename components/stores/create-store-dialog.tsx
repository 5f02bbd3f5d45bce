'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';

import { useWorkspaceId } from '@/components/shell/workspace';
import { storesKey } from '@/lib/stores/keys';
import { createStore } from '@/lib/stores/queries';
import type { StoreWords } from '@/lib/stores/queries';

import { ActDialog } from '@/components/shell/act-dialog';
import { describeFailure } from './failure-words';
import { StoreFields } from './store-fields';
import { useStoreWords } from './use-store-words';

const nothing: StoreWords = { name: '', description: '', metadata: {} };

/** Makes a store, and leads into it. */
export function CreateStoreDialog({ onClose }: { onClose: () => void }) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const router = useRouter();
  const form = useStoreWords(nothing);
  const create = useMutation({
    mutationFn: (words: StoreWords) => createStore(workspaceId, words),
    onSuccess: (store) => {
      void client.invalidateQueries({ queryKey: storesKey(workspaceId) });
      router.push(`/w/${workspaceId}/stores/${store.id}`);
      onClose();
    },
  });
  return (
    <ActDialog
      title="New store"
      act="Create the store"
      isBusy={create.isPending}
      failure={describeFailure('The store was not created', create.error)}
      onClose={onClose}
      onSubmit={() => {
        const words = form.take();
        if (words) create.mutate(words);
      }}
    >
      <StoreFields form={form} />
    </ActDialog>
  );
}
