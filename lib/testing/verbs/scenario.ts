import type { AuditAction } from '@/lib/audit/actions';
import type { Actor } from '@/lib/auth/actor';
import { createMemory } from '@/lib/memories/create-memory';
import { createStore } from '@/lib/stores/create-store';

import type { Texts } from '../texts';

type Act = () => Promise<unknown>;

export type Scenario = {
  action: AuditAction;
  /** Sets the stage for an operator with all rights; what it returns does the act once. */
  prepare: (actor: Actor, texts: Texts) => Promise<Act>;
  /** The entries of its parts, where it has any. */
  parts?: AuditAction[];
  /** Commits in slices: a failure keeps what was done, and the next run goes on from there. */
  isResumable?: true;
};

export function makeStoreOf(actor: Actor, { name, description, metadata }: Texts) {
  return createStore(actor, { name, description, metadata });
}

export async function makeTarget(actor: Actor, texts: Texts) {
  const store = await makeStoreOf(actor, texts);
  const { path, content } = texts;
  const memory = await createMemory(actor, store.id, { path, content }, 'basic');
  return { storeId: store.id, memoryId: memory.id, versionId: memory.memory_version_id };
}

type Target = { storeId: string; memoryId: string; versionId: string };

export const atOnce =
  (act: (actor: Actor, texts: Texts) => Promise<unknown>) => (actor: Actor, texts: Texts) =>
    Promise.resolve(() => act(actor, texts));

export const onMemory =
  (act: (actor: Actor, target: Target, texts: Texts) => Promise<unknown>) =>
  async (actor: Actor, texts: Texts) => {
    const target = await makeTarget(actor, texts);
    return () => act(actor, target, texts);
  };
