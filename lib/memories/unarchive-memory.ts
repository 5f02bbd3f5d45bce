import 'server-only';

import type { Actor } from '@/lib/auth/actor';

import { changeState } from './change-state';

import type { MemoryResource, ReasonBody } from './schema';
import type { MemoryTarget } from './target';

/** Serves an archived memory to agents again. Needs `govern`; without a change nothing is recorded. */
export function unarchiveMemory(actor: Actor, target: MemoryTarget, body: ReasonBody): Promise<MemoryResource> {
  return changeState(actor, target, body.reason, (memory) =>
    memory.archivedAt === null ? null : { data: { archivedAt: null }, action: 'memory.unarchived', details: {} },
  );
}
