import type { Actor } from '@/lib/auth/actor';
import { importMemories } from '@/lib/memories/import-memories';
import { runRetention } from '@/lib/retention/run-retention';
import { setPolicy } from '@/lib/retention/set-policy';
import { startRun } from '@/lib/retention/start-run';

import type { Texts } from '../texts';
import { atOnce, makeStoreOf } from './scenario';
import type { Scenario } from './scenario';

const policy = { old_versions: { after_days: 1, keep_newest: 1 }, deleted_memories: null };

/** A run over a store with an ancient version to remove. */
async function makeRun(actor: Actor, texts: Texts) {
  const store = await makeStoreOf(actor, texts);
  const { path, content, name } = texts;
  const by = { actor: { type: actor.type, id: actor.id }, trustTier: actor.trustTier };
  const version = { ...by, path, content, agent: name, model: name, recordedAt: 1n };
  const newer = { ...version, content: `${content} newer`, recordedAt: 2n };
  await importMemories(actor, store.id, [{ versions: [version, newer] }]);
  await setPolicy(actor, store.id, policy);
  return startRun(actor, { dry_run: false, memory_store_id: store.id, reason: texts.reason });
}

export const retentionVerbs: Record<string, Scenario> = {
  'retention/set-policy': {
    action: 'retention_policy.updated',
    prepare: async (actor, texts) => {
      const store = await makeStoreOf(actor, texts);
      return () => setPolicy(actor, store.id, { ...policy, reason: texts.reason });
    },
  },
  'retention/start-run': {
    action: 'retention_run.started',
    prepare: atOnce((actor, { reason }) => startRun(actor, { dry_run: false, reason })),
  },
  'retention/run-retention': {
    action: 'retention_run.finished',
    isResumable: true,
    prepare: async (actor, texts) => {
      const { id } = await makeRun(actor, texts);
      return () => runRetention({ workspaceId: actor.workspaceId, retentionRunId: id });
    },
  },
};
