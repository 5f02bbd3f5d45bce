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
    // Somebody else may be adding the same person at this moment: whoever comes second finds the row.
    const { name, role, passwordHash } = member;
    await tx.user.createMany({
      data: { id: newId('user'), email, name, passwordHash },
      skipDuplicates: true,
    });
    const user = await tx.user.findUniqueOrThrow({ where: { email } });
    const membership = { workspaceId: actor.workspaceId, userId: user.id, role };
    const { count } = await tx.membership.createMany({ data: membership, skipDuplicates: true });
    if (count === 0) return user.id;
    await appendAudit(tx, actor, {
      action: 'membership.created',
      target: { type: 'user', id: user.id },
      details: { role },
    });
    return user.id;
  });
}
