import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { actOnMemory } from './act-on-memory';
import type { MemoryResource, ReleaseBody } from './schema';
import { decideRelease } from './state-decision';
import type { MemoryTarget } from './target';

/** Lifts the given reasons for which a memory is withheld: agents are served its head again, unless another reason stands. Needs `govern`; without a change nothing is recorded. */
export function releaseMemory(
  actor: Actor,
  target: MemoryTarget,
  body: ReleaseBody,
): Promise<MemoryResource> {
  return actOnMemory(actor, target, {
    decide: decideRelease(body.reasons),
    reason: body.reason,
    asAct: 'release',
  });
}
