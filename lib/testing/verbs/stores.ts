import { archiveStore } from '@/lib/stores/archive-store';
import { createStore } from '@/lib/stores/create-store';
import { deleteStore } from '@/lib/stores/delete-store';
import { purgeStore } from '@/lib/stores/purge-store';
import { updateStore } from '@/lib/stores/update-store';

import { atOnce, onMemory, makeStoreOf, makeTarget } from './scenario';
import type { Scenario } from './scenario';

export const storesVerbs: Record<string, Scenario> = {
  'stores/create-store': {
    action: 'memory_store.created',
    prepare: atOnce(makeStoreOf),
  },
  'stores/update-store': {
    action: 'memory_store.updated',
    prepare: async (actor, { name, description, metadata }) => {
      const store = await createStore(actor, { name: 'before' });
      return () => updateStore(actor, store.id, { name, description, metadata });
    },
  },
  'stores/archive-store': {
    action: 'memory_store.archived',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      return () => archiveStore(actor, store.id);
    },
  },
  'stores/delete-store': {
    action: 'memory_store.deleted',
    prepare: onMemory((actor, { storeId }) => deleteStore(actor, storeId)),
  },
  'stores/purge-store': {
    action: 'memory_store.purged',
    isResumable: true,
    prepare: async (actor, texts) => {
      const { storeId } = await makeTarget(actor, texts);
      await deleteStore(actor, storeId);
      return () => purgeStore({ workspaceId: actor.workspaceId, memoryStoreId: storeId });
    },
  },
};
