import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { actOnMemory } from './act-on-memory';
import type { MemoryResource, ReasonBody } from './schema';
import { decideArchive } from './state-decision';
import type { MemoryTarget } from './target';

/** Retires a memory: people read it as before, agents are told that it does not exist. Needs `govern`; without a change nothing is recorded. */
export function archiveMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return actOnMemory(actor, target, { decide: decideArchive, reason: body.reason, asAct: 'archive' });
}
