import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { assertReason } from '@/lib/workspaces/assert-reason';
import type { ReasonAct } from '@/lib/workspaces/reason-demands';

import { changeState } from './change-state';
import { assertMayGovern } from './internal';
import { retrieveMemory } from './read';
import type { MemoryResource } from './schema';
import type { Decision } from './state-decision';
import type { MemoryTarget } from './target';

/** `asAct` is what the workspace's policy of reasons calls it, where it has a say. */
type StateAct = { decide: Decision; reason: string | undefined; asAct?: ReasonAct };

/**
 * One act on one memory, which is returned with its governance. Needs `govern` and, because it answers with the memory,
 * `memories:read`; agents are refused. Without a change nothing is recorded.
 */
export async function actOnMemory(
  actor: Actor,
  target: MemoryTarget,
  { decide, reason, asAct }: StateAct,
): Promise<MemoryResource> {
  assertMayGovern(actor, target.storeId);
  await withWorkspace(actor, async (tx) => {
    if (asAct) await assertReason(tx, actor, asAct, reason);
    await changeState(tx, actor, target, { decide, reason });
  });
  return retrieveMemory(actor, target, { view: 'basic', include: 'governance' });
}
