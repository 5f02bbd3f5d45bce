import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { changeState } from './change-state';

import type { MemoryResource, ReleaseBody } from './schema';
import type { MemoryTarget } from './target';

/** Lifts the given reasons for which a memory is withheld: agents are served its head again, unless another reason stands. Needs `govern`. */
export function releaseMemory(actor: Actor, target: MemoryTarget, body: ReleaseBody): Promise<MemoryResource> {
  return changeState(actor, target, body.reason, (memory) => {
    const isReleasing = body.reasons.includes('quarantined') && memory.quarantinedAt !== null;
    const isLifting = body.reasons.includes('restricted') && memory.restrictedAt !== null;
    if (!isReleasing && !isLifting) return null;
    return {
      data: {
        ...(isReleasing && { quarantinedAt: null, servedVersionId: memory.headVersionId }),
        ...(isLifting && { restrictedAt: null }),
      },
      action: 'memory.released',
      details: {
        reasons: [...(isReleasing ? ['quarantined' as const] : []), ...(isLifting ? ['restricted' as const] : [])],
      },
    };
  });
}
