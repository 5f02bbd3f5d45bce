import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { hashPassword } from '@/lib/auth/password';
import { verifyOwnPassword } from '@/lib/auth/verify-sign-in';
import { formatInstant } from '@/lib/clock/instant';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError, forbidden } from '@/lib/errors/app-error';

import type { ChangePasswordBody, ChangedPassword } from './password';
import { canSignOut } from './policy';

/**
 * Gives the person who asks a new password and ends every sign-in of theirs, in all their workspaces. For people only. Throws `forbidden`
 * with the code `wrong_password`, and `rate_limited`. The entry is in the workspace where it was asked for.
 */
export async function changePassword(actor: Actor, body: ChangePasswordBody): Promise<ChangedPassword> {
  if (!canSignOut(actor)) throw forbidden('only a person who signed in has a password');
  if (!(await verifyOwnPassword(actor.id, body.current_password))) {
    throw new AppError('forbidden', 'this is not your present password', { errorCode: 'wrong_password' });
  }
  const passwordHash = await hashPassword(body.new_password);
  return withWorkspace(actor, async (tx) => {
    const [account] = await tx.$queryRaw<{ at: bigint }[]>`
      UPDATE user_account SET password_hash = ${passwordHash}, sessions_expired_at = greatest(now_us(), sessions_expired_at)
      WHERE id = ${actor.id} RETURNING sessions_expired_at AS at`;
    await appendAudit(tx, actor, {
      action: 'user.password_changed',
      target: { type: 'user', id: actor.id },
      details: {},
    });
    return { type: 'password_changed', sessions_expired_at: formatInstant(account!.at) };
  });
}
