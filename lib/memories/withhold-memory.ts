import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { changeState } from './change-state';

import type { MemoryResource, WithholdBody } from './schema';
import type { MemoryTarget } from './target';

/**
 * Stops serving a memory to agents, for one or both reasons; each reason is lifted by itself. Needs `govern`; reasons that hold
 * already are not recorded again.
 */
export function withholdMemory(actor: Actor, target: MemoryTarget, body: WithholdBody): Promise<MemoryResource> {
  return changeState(actor, target, body.reason, (memory, now) => {
    const isQuarantining = body.reasons.includes('quarantined') && memory.servedVersionId !== null;
    const isRestricting = body.reasons.includes('restricted') && memory.restrictedAt === null;
    if (!isQuarantining && !isRestricting) return null;
    return {
      data: {
        ...(isQuarantining && { quarantinedAt: memory.quarantinedAt ?? now, servedVersionId: null }),
        ...(isRestricting && { restrictedAt: now }),
      },
      action: 'memory.withheld',
      details: {
        reasons: [...(isQuarantining ? ['quarantined' as const] : []), ...(isRestricting ? ['restricted' as const] : [])],
      },
    };
  });
}
