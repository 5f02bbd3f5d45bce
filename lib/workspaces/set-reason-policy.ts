import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';

import { assertMayManageReasons, findReasonPolicy, lockMembers } from './internal';
import { reasonActs } from './reason-demands';
import type { ReasonPolicyResource, SetReasonPolicyBody } from './reason-policy';

/**
 * Sets for which acts a reason is asked for or required, from the next act on; acts that are left out stay as they are. Needs `admin`;
 * without a change nothing is recorded.
 */
export async function setReasonPolicy(
  actor: Actor,
  { demands }: SetReasonPolicyBody,
): Promise<ReasonPolicyResource> {
  assertMayManageReasons(actor);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await lockMembers(tx, actor);
    const current = await findReasonPolicy(tx, workspaceId);
    const changed = reasonActs.flatMap((act) => {
      const [demand, previous] = [demands[act], current.demands[act]];
      return demand === undefined || demand === previous ? [] : [{ act, demand, previous_demand: previous }];
    });
    if (changed.length === 0) return current;
    const by = { updatedByType: actor.type, updatedById: actor.id, updatedAt: await readClock(tx) };
    for (const { act, demand } of changed) {
      await tx.reasonPolicy.upsert({
        where: { workspaceId_act: { workspaceId, act } },
        create: { workspaceId, act, demand, ...by },
        update: { demand, ...by },
      });
    }
    await appendAudit(tx, actor, {
      action: 'reason_policy.updated',
      target: { type: 'workspace', id: workspaceId },
      details: { changed },
    });
    return findReasonPolicy(tx, workspaceId);
  });
}
