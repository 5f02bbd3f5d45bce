import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { formatInstant } from '@/lib/clock/instant';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';

import { canSignOut } from './policy';
import type { SignedOutResource } from './schema';

/**
 * Ends every sign-in of the person who asks, in all their workspaces and this browser too: whatever cookie was given out before is
 * refused from the next request on. For people only. Each call has its own entry, in the workspace where it was asked for.
 */
export async function signOutEverywhere(actor: Actor): Promise<SignedOutResource> {
  if (!canSignOut(actor)) throw forbidden('only a person who signed in can sign out');
  return withWorkspace(actor, async (tx) => {
    const [account] = await tx.$queryRaw<{ at: bigint }[]>`
      UPDATE user_account SET sessions_expired_at = greatest(now_us(), sessions_expired_at)
      WHERE id = ${actor.id} RETURNING sessions_expired_at AS at`;
    await appendAudit(tx, actor, {
      action: 'user.signed_out_everywhere',
      target: { type: 'user', id: actor.id },
      details: {},
    });
    return { type: 'signed_out_everywhere', sessions_expired_at: formatInstant(account!.at) };
  });
}
