import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { changeState } from './change-state';

import type { MemoryResource, ReasonBody } from './schema';
import type { MemoryTarget } from './target';

/** Lets agents read a memory but not change or delete it. Needs `govern`; without a change nothing is recorded. */
export function lockMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return changeState(actor, target, body.reason, (memory, now) =>
    memory.lockedAt === null ? { data: { lockedAt: now }, action: 'memory.locked', details: {} } : null,
  );
}
