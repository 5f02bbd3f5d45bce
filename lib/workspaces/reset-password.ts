import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import { systemActor } from '@/lib/auth/actor';
import type { Actor } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/auth/password';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';
import type { LinkCaller } from '@/lib/http/endpoint';

import { deadLink, findLink } from './find-link';
import { belongsElsewhere } from './internal';
import type { ResetPasswordBody, PasswordResetDone } from './password';

/**
 * Sets a new password with a link, once, and ends every sign-in of the person. Throws `not_found` for a link that is not good any more: also
 * when an administrator made it, and the person has come to belong to another workspace since.
 */
export async function resetPassword(
  { token, password }: ResetPasswordBody,
  { requestId }: Pick<LinkCaller, 'requestId'>,
): Promise<PasswordResetDone> {
  const link = await findLink(token, 'password_reset');
  const passwordHash = await hashPassword(password);
  const { workspace_id: workspaceId, user_id: userId } = link;
  const system = { ...systemActor(workspaceId, 'password-reset'), requestId };
  const person: Actor = { ...system, type: 'user_actor', id: userId };
  await withWorkspace(system, async (tx) => {
    // Nobody joins another workspace from here on until this is done.
    await tx.$queryRaw`SELECT 1 FROM user_account WHERE id = ${userId} FOR UPDATE`;
    const isOpen =
      link.created_by_type !== 'system_actor' && (await belongsElsewhere(tx, { workspaceId, userId }));
    const usedAt = await readClock(tx);
    const { count } = await tx.passwordReset.updateMany({
      where: { workspaceId, id: link.id, usedAt: null, expiresAt: { gt: usedAt } },
      data: { usedAt },
    });
    if (isOpen || count === 0) throw new AppError('not_found', deadLink, { errorCode: 'link_not_good' });
    await tx.$queryRaw`
      UPDATE user_account SET password_hash = ${passwordHash}, sessions_expired_at = greatest(now_us(), sessions_expired_at)
      WHERE id = ${userId} RETURNING id`;
    await appendAudit(tx, person, {
      action: 'user.password_reset',
      target: { type: 'user', id: userId },
      details: {},
    });
  });
  return { type: 'password_reset_done', email: link.email };
}
