import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';

import { changeState } from './change-state';
import { assertMayGovern } from './internal';
import { retrieveMemory } from './read';
import type { MemoryResource } from './schema';
import type { Decision } from './state-decision';
import type { MemoryTarget } from './target';

/**
 * One act on one memory, which is returned with its governance. Needs `govern` and, because it answers with the memory,
 * `memories:read`; agents are refused. Without a change nothing is recorded.
 */
export async function actOnMemory(
  actor: Actor,
  target: MemoryTarget,
  reason: string | undefined,
  decide: Decision,
): Promise<MemoryResource> {
  assertMayGovern(actor, target.storeId);
  await withWorkspace(actor, (tx) => changeState(tx, actor, target, { decide, reason }));
  return retrieveMemory(actor, target, { view: 'basic', include: 'governance' });
}
