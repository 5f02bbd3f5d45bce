import { agentScopes } from '@/lib/auth/actor';
import type { Actor, Scope } from '@/lib/auth/actor';
import { createMemory } from '@/lib/memories/create-memory';
import { deleteMemory } from '@/lib/memories/delete-memory';
import { updateMemory } from '@/lib/memories/update-memory';
import { createSession } from '@/lib/sessions/create-session';

import type { SeedRun } from './scenario';

type Attached = { storeId: string; memoryIds: ReadonlyMap<string, string> };

async function startSession(actor: Actor, run: SeedRun, storeId: string): Promise<Actor> {
  const session = await createSession(actor, {
    agent: { id: run.agent, version: 1 },
    environment_id: 'env_demonstration',
    title: run.title,
    resources: [{ type: 'memory_store', memory_store_id: storeId, access: 'read_write' }],
  });
  return {
    ...actor,
    type: 'session_actor',
    id: session.id,
    isAgent: true,
    scopes: new Set<Scope>(agentScopes),
    attachments: new Map([[storeId, 'read_write']]),
  };
}

/** What a session does now, through the same verbs as any agent: unlike a history that was carried in, it can be reverted. */
export async function tellRun(
  operator: Actor,
  run: SeedRun,
  { storeId, memoryIds }: Attached,
): Promise<void> {
  const session = await startSession(operator, run, storeId);
  for (const { path, content } of run.acts) {
    const memoryId = memoryIds.get(path);
    if (memoryId === undefined && content !== null)
      await createMemory(session, storeId, { path, content }, 'basic');
    else if (memoryId !== undefined && content === null)
      await deleteMemory(session, { storeId, memoryId }, undefined);
    else if (memoryId !== undefined) await updateMemory(session, { storeId, memoryId }, { content }, 'basic');
  }
}
