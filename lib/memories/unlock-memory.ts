import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { actOnMemory } from './act-on-memory';
import type { MemoryResource, ReasonBody } from './schema';
import { decideUnlock } from './state-decision';
import type { MemoryTarget } from './target';

/** Lets agents change a memory again. Needs `govern`; without a change nothing is recorded. */
export function unlockMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return actOnMemory(actor, target, { decide: decideUnlock, reason: body.reason });
}
