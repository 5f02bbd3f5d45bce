import 'server-only';

import { appendAudit } from '@/lib/audit/append';
import type { Actor } from '@/lib/auth/actor';
import { withWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';

import { getSession, presentSession, withResources } from './internal';
import { canArchiveSession } from './policy';
import type { SessionResource } from './schema';

/** Ends a session: its token is refused from the next request on. Needs `memories:write`; a second call changes nothing. */
export async function archiveSession(actor: Actor, sessionId: string): Promise<SessionResource> {
  if (!canArchiveSession(actor)) throw forbidden('archiving a session needs the scope memories:write');
  return withWorkspace(actor, async (tx) => {
    const [locked] = await tx.$queryRaw<{ now: bigint }[]>`
      SELECT now_us() AS now FROM session WHERE workspace_id = ${actor.workspaceId} AND id = ${sessionId} FOR NO KEY UPDATE`;
    const session = await getSession(tx, actor, sessionId);
    if (session.archivedAt !== null || !locked) return presentSession(session);
    const archived = await tx.session.update({
      where: { workspaceId_id: { workspaceId: actor.workspaceId, id: sessionId } },
      data: { archivedAt: locked.now, updatedAt: locked.now },
      include: withResources,
    });
    await appendAudit(tx, actor, {
      action: 'session.archived',
      target: { type: 'session', id: sessionId },
      details: {},
    });
    return presentSession(archived);
  });
}
