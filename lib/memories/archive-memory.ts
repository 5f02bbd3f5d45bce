import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { changeState } from './change-state';

import type { MemoryResource, ReasonBody } from './schema';
import type { MemoryTarget } from './target';

/** Retires a memory: people read it as before, agents are told that it does not exist. Needs `govern`; without a change nothing is recorded. */
export function archiveMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return changeState(actor, target, body.reason, (memory, now) =>
    memory.archivedAt === null ? { data: { archivedAt: now }, action: 'memory.archived', details: {} } : null,
  );
}
