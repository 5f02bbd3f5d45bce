import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { actOnMemory } from './act-on-memory';
import type { MemoryResource, ReasonBody } from './schema';
import { decideUnarchive } from './state-decision';
import type { MemoryTarget } from './target';

/** Serves an archived memory to agents again. Needs `govern`; without a change nothing is recorded. */
export function unarchiveMemory(
  actor: Actor,
  target: MemoryTarget,
  body: ReasonBody,
): Promise<MemoryResource> {
  return actOnMemory(actor, target, { decide: decideUnarchive, reason: body.reason });
}
