import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { actOnMemory } from './act-on-memory';
import type { MemoryResource, ReasonBody } from './schema';
import { decideLock } from './state-decision';
import type { MemoryTarget } from './target';

/** Lets agents read a memory but not change or delete it. Needs `govern`; without a change nothing is recorded. */
export function lockMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return actOnMemory(actor, target, { decide: decideLock, reason: body.reason, asAct: 'lock' });
}
