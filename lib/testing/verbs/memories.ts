import { actOnMemories } from '@/lib/memories/act-on-memories';
import { archiveMemory } from '@/lib/memories/archive-memory';
import { copyMemory } from '@/lib/memories/copy-memory';
import { createMemory } from '@/lib/memories/create-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { importMemories } from '@/lib/memories/import-memories';
import { lockMemory } from '@/lib/memories/lock-memory';
import { releaseMemory } from '@/lib/memories/release-memory';
import { restoreVersion } from '@/lib/memories/restore-version';
import { unarchiveMemory } from '@/lib/memories/unarchive-memory';
import { unlockMemory } from '@/lib/memories/unlock-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { withholdMemory } from '@/lib/memories/withhold-memory';

import { onMemory, makeStoreOf, makeTarget } from './scenario';
import type { Scenario } from './scenario';

const reasons: ('quarantined' | 'restricted')[] = ['quarantined', 'restricted'];

export const memoriesVerbs: Record<string, Scenario> = {
  'memories/create-memory': {
    action: 'memory.created',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      const { path, content } = texts;
      return () => createMemory(actor, store.id, { path, content }, 'full');
    },
  },
  'memories/update-memory': {
    action: 'memory.updated',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      const change = { path: `${texts.path}.moved`, content: `${texts.content} newer` };
      return () => updateMemory(actor, target, change, 'full');
    },
  },
  'memories/restore-version': {
    action: 'memory.restored',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await updateMemory(actor, target, { content: `${texts.content} newer` }, 'basic');
      return () => restoreVersion(actor, target.storeId, target.versionId, { reason: texts.reason });
    },
  },
  'memories/copy-memory': {
    action: 'memory.copied',
    prepare: onMemory((actor, target, { path, reason }) =>
      copyMemory(actor, target, { memory_store_id: target.storeId, path: `${path}.copy`, reason }),
    ),
  },
  'memories/act-on-memories': {
    action: 'memory.bulk_acted',
    parts: ['memory.archived'],
    prepare: onMemory((actor, { storeId, memoryId }, { reason }) =>
      actOnMemories(actor, {
        act: 'archive',
        items: [{ memory_store_id: storeId, memory_id: memoryId }],
        reason,
      }),
    ),
  },
  'memories/delete-memory': {
    action: 'memory.deleted',
    prepare: onMemory((actor, target) => deleteMemory(actor, target, undefined)),
  },
  'memories/import-memories': {
    action: 'memory_store.imported',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      const { name, path, content } = texts;
      const by = { actor: { type: actor.type, id: actor.id }, trustTier: actor.trustTier };
      const version = { ...by, path, content, agent: name, model: name, recordedAt: 1n };
      return () => importMemories(actor, store.id, [{ versions: [version] }]);
    },
  },
  'memories/archive-memory': {
    action: 'memory.archived',
    prepare: onMemory((actor, target, { reason }) => archiveMemory(actor, target, { reason })),
  },
  'memories/unarchive-memory': {
    action: 'memory.unarchived',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await archiveMemory(actor, target, {});
      return () => unarchiveMemory(actor, target, { reason: texts.reason });
    },
  },
  'memories/withhold-memory': {
    action: 'memory.withheld',
    prepare: onMemory((actor, target, { reason }) => withholdMemory(actor, target, { reasons, reason })),
  },
  'memories/release-memory': {
    action: 'memory.released',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await withholdMemory(actor, target, { reasons });
      return () => releaseMemory(actor, target, { reasons, reason: texts.reason });
    },
  },
  'memories/lock-memory': {
    action: 'memory.locked',
    prepare: onMemory((actor, target, { reason }) => lockMemory(actor, target, { reason })),
  },
  'memories/unlock-memory': {
    action: 'memory.unlocked',
    prepare: async (actor, texts) => {
      const target = await makeTarget(actor, texts);
      await lockMemory(actor, target, {});
      return () => unlockMemory(actor, target, { reason: texts.reason });
    },
  },
};
