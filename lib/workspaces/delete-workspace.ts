import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { assertRecentSignIn } from '@/lib/auth/recent-sign-in';
import { readClock } from '@/lib/db/in-transaction';
import { withWorkspace } from '@/lib/db/workspace';
import { AppError } from '@/lib/errors/app-error';
import { enqueue } from '@/lib/jobs/queue';

import { assertMayDeleteWorkspace, lockMembers } from './internal';
import type { DeletedWorkspace, DeleteWorkspaceBody } from './workspace';

/**
 * Deletes the caller's workspace: from the next request on every key, session token and membership of it is refused like one that never
 * was, and a job that is enqueued with the change purges what it held. Needs `admin`, its name, and of a person a recent sign-in. Throws `conflict` with
 * `name_mismatch` when it is called otherwise.
 */
export async function deleteWorkspace(
  actor: Actor,
  { name }: DeleteWorkspaceBody,
): Promise<DeletedWorkspace> {
  assertMayDeleteWorkspace(actor);
  assertRecentSignIn(actor);
  const { workspaceId } = actor;
  return withWorkspace(actor, async (tx) => {
    await lockMembers(tx, actor);
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
    if (workspace.name !== name) {
      throw new AppError('conflict', 'this workspace has another name: nothing was deleted', {
        errorCode: 'name_mismatch',
      });
    }
    const deletedAt = await readClock(tx);
    await tx.workspace.update({ where: { id: workspaceId }, data: { name: '', deletedAt } });
    await appendAudit(tx, actor, {
      action: 'workspace.deleted',
      target: { type: 'workspace', id: workspaceId },
      details: { is_demonstration: workspace.isDemonstration },
    });
    await enqueue(tx, 'purge-workspace', { workspaceId });
    return { id: workspaceId, type: 'workspace_deleted' };
  });
}
