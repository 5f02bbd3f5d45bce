import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor, Role } from '@/lib/auth/actor';
import { newId } from '@/lib/db/ids';
import { withWorkspace } from '@/lib/db/workspace';

import { assertMayManageKeys } from './internal';

type NewMember = { email: string; name: string; role: Role; passwordHash: string | null };

/** Makes a person a member, creating the person when the address is new. Needs `admin`; a member stays as they are. Returns the user's id. */
export async function addMember(actor: Actor, member: NewMember): Promise<string> {
  assertMayManageKeys(actor);
  const email = member.email.toLowerCase();
  return withWorkspace(actor, async (tx) => {
    const user =
      (await tx.user.findUnique({ where: { email } })) ??
      (await tx.user.create({
        data: { id: newId('user'), email, name: member.name, passwordHash: member.passwordHash },
      }));
    const membership = { workspaceId: actor.workspaceId, userId: user.id };
    const isMember = await tx.membership.findUnique({ where: { workspaceId_userId: membership } });
    if (isMember) return user.id;
    await tx.membership.create({ data: { ...membership, role: member.role } });
    await appendAudit(tx, actor, {
      action: 'membership.created',
      target: { type: 'user', id: user.id },
      details: { role: member.role },
    });
    return user.id;
  });
}
