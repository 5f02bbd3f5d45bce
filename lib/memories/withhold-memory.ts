import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { actOnMemory } from './act-on-memory';
import type { MemoryResource, WithholdBody } from './schema';
import { decideWithhold } from './state-decision';
import type { MemoryTarget } from './target';

/** Stops serving a memory to agents, for one or both reasons. Needs `govern`; without a change nothing is recorded. */
export function withholdMemory(
  actor: Actor,
  target: MemoryTarget,
  body: WithholdBody,
): Promise<MemoryResource> {
  return actOnMemory(actor, target, {
    decide: decideWithhold(body.reasons),
    reason: body.reason,
    asAct: 'withhold',
  });
}
