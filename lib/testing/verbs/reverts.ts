import type { Actor } from '@/lib/auth/actor';
import { createMemory } from '@/lib/memories/create-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { executeRevert } from '@/lib/reverts/execute-revert';
import { planRevert } from '@/lib/reverts/plan-revert';
import { runRevert } from '@/lib/reverts/run-revert';

import { makeSession } from '../factories';
import type { Texts } from '../texts';
import { makeStoreOf } from './scenario';
import type { Scenario } from './scenario';

/** A plan to revert a session that wrote one memory. */
async function makePlan(actor: Actor, texts: Texts) {
  const store = await makeStoreOf(actor, texts);
  const session = await makeSession(actor, { [store.id]: 'read_write' });
  const memory = await createMemory(session, store.id, { path: texts.path, content: texts.content }, 'basic');
  const revert = await planRevert(actor, { subject: { type: 'session', id: session.id } });
  return { revert, target: { storeId: store.id, memoryId: memory.id } };
}

export const revertsVerbs: Record<string, Scenario> = {
  'reverts/plan-revert': {
    action: 'revert.planned',
    prepare: async (actor, texts) => {
      const { revert } = await makePlan(actor, texts);
      return () => planRevert(actor, { subject: revert.subject });
    },
  },
  'reverts/execute-revert': {
    action: 'revert.started',
    parts: ['memory.reverted', 'revert.finished'],
    prepare: async (actor, texts) => {
      const { revert } = await makePlan(actor, texts);
      const { preview_hash } = revert;
      return () => executeRevert(actor, revert.id, { preview_hash, reason: texts.reason });
    },
  },
  'reverts/run-revert': {
    action: 'revert.stopped',
    prepare: async (actor, texts) => {
      const { revert, target } = await makePlan(actor, texts);
      const { preview_hash } = revert;
      await executeRevert(actor, revert.id, { preview_hash }, { sliceSize: 1, maxSlices: 0 });
      await updateMemory(actor, target, { content: `${texts.content} newer` }, 'basic');
      return () => runRevert({ workspaceId: actor.workspaceId, revertId: revert.id });
    },
  },
};
