import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { withWorkspace } from '@/lib/db/workspace';

import { assertLeavesAdmin, assertMayManageMembers, lockMember, presentMember } from './internal';
import type { ChangeRoleBody, MemberResource } from './member';

/**
 * Gives a member another role, which counts from their next request on. Needs `admin`, and of a person who makes an admin a recent sign-in;
 * the role that they have changes nothing.
 * Throws `not_found` for anybody who is no member here, and `conflict` where the workspace would be left without an admin.
 */
export async function changeRole(
  actor: Actor,
  userId: string,
  { role }: ChangeRoleBody,
): Promise<MemberResource> {
  assertMayManageMembers(actor);
  if (role === 'admin') assertRecentSignIn(actor);
  return withWorkspace(actor, async (tx) => {
    const member = await lockMember(tx, actor, userId);
    if (member.role === role) return presentMember(member);
    await assertLeavesAdmin(tx, member);
    const { workspaceId } = actor;
    await tx.membership.update({
      where: { workspaceId_userId: { workspaceId, userId } },
      data: { role },
    });
    await appendAudit(tx, actor, {
      action: 'membership.updated',
      target: { type: 'user', id: userId },
      details: { role, previous_role: member.role },
    });
    return presentMember({ ...member, role });
  });
}
