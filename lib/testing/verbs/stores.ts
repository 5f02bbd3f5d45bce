import { systemActor } from '@/lib/auth/actor';
import { archiveStore } from '@/lib/stores/archive-store';
import { createStore } from '@/lib/stores/create-store';
import { deleteStore } from '@/lib/stores/delete-store';
import { purgeStore } from '@/lib/stores/purge-store';
import { purgeWorkspace } from '@/lib/stores/purge-workspace';
import { updateStore } from '@/lib/stores/update-store';
import { addMember } from '@/lib/workspaces/add-member';
import { createWorkspace } from '@/lib/workspaces/create-workspace';
import { deleteWorkspace } from '@/lib/workspaces/delete-workspace';

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
  'stores/purge-workspace': {
    action: 'workspace.purged',
    parts: ['memory_store.deleted', 'memory_store.purged'],
    isResumable: true,
    prepare: async (_, texts) => {
      const { name } = texts;
      const own = systemActor(await createWorkspace(name), 'purge');
      await makeTarget(own, texts);
      await addMember(own, { email: texts.email, name, role: 'viewer', passwordHash: null });
      await deleteWorkspace(own, { name });
      return () => purgeWorkspace({ workspaceId: own.workspaceId }, { sliceSize: 500, settleSeconds: 0 });
    },
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
