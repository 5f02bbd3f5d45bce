import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';

import { assertLeavesAdmin, assertMayManageMembers, lockMember } from './internal';
import type { RemovedMember } from './member';

/**
 * Ends a membership: the person's next request here is refused. Their account, their other workspaces and the keys that they made
 * stay. Needs `admin`. Throws `not_found` for anybody who is no member here, and `conflict` for the last admin.
 */
export async function removeMember(actor: Actor, userId: string): Promise<RemovedMember> {
  assertMayManageMembers(actor);
  return withWorkspace(actor, async (tx) => {
    const member = await lockMember(tx, actor, userId);
    await assertLeavesAdmin(tx, member);
    const { workspaceId } = actor;
    await tx.membership.delete({ where: { workspaceId_userId: { workspaceId, userId } } });
    await appendAudit(tx, actor, {
      action: 'membership.deleted',
      target: { type: 'user', id: userId },
      details: { role: member.role },
    });
    return { type: 'member_removed', user_id: userId };
  });
}
