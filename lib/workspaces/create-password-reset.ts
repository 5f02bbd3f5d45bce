import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { publicOrigin } from '@/lib/auth/origin';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { hashSecret, newSecret } from '@/lib/auth/secret';
import { formatInstant } from '@/lib/clock/instant';
import { newId } from '@/lib/db/ids';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';

import { assertMayManageMembers, belongsElsewhere, lockMember } from './internal';
import type { NewPasswordReset } from './password';

const goodForUs = 24n * 60n * 60n * 1_000_000n;

/**
 * Makes a link with which a member sets a new password, and returns it this once; links made for them before are no longer good. Needs
 * `admin`, and of a person a recent sign-in. Whoever belongs to another workspace too is refused with `conflict`, because the link would
 * open that one as well; only the system, on the server itself, does it all the same.
 */
export async function createPasswordReset(actor: Actor, userId: string): Promise<NewPasswordReset> {
  assertMayManageMembers(actor);
  assertRecentSignIn(actor);
  const token = newSecret('password_reset');
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await lockMember(tx, actor, userId);
    if (actor.type !== 'system_actor' && (await belongsElsewhere(tx, { workspaceId, userId }))) {
      throw new AppError(
        'conflict',
        'this person belongs to another workspace too, which a new password would open as well: they change it themselves under Settings, Account, or whoever runs the server does with npm run reset-password',
        { errorCode: 'belongs_elsewhere' },
      );
    }
    const now = await readClock(tx);
    await tx.passwordReset.deleteMany({ where: { workspaceId, userId, usedAt: null } });
    const reset = await tx.passwordReset.create({
      data: {
        workspaceId,
        id: newId('pwrs'),
        userId,
        tokenHash: hashSecret(token),
        createdByType: actor.type,
        createdById: actor.id,
        createdAt: now,
        expiresAt: now + goodForUs,
      },
    });
    await appendAudit(tx, actor, {
      action: 'password_reset.created',
      target: { type: 'user', id: userId },
      details: {},
    });
    return {
      id: reset.id,
      type: 'password_reset',
      user_id: userId,
      created_at: formatInstant(now),
      expires_at: formatInstant(reset.expiresAt),
      url: `${publicOrigin()}/reset-password#${token}`,
    };
  });
}
