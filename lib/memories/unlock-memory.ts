import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { changeState } from './change-state';

import type { MemoryResource, ReasonBody } from './schema';
import type { MemoryTarget } from './target';

/** Lets agents change a memory again. Needs `govern`; without a change nothing is recorded. */
export function unlockMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return changeState(actor, target, body.reason, (memory) =>
    memory.lockedAt === null ? null : { data: { lockedAt: null }, action: 'memory.unlocked', details: {} },
  );
}
