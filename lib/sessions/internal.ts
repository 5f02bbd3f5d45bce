import 'server-only';

import type { Access, Actor } from '@/lib/auth/actor';
import { formatInstant, formatOptionalInstant } from '@/lib/clock/instant';
import type { Session, SessionResource as ResourceRow } from '@/lib/db/generated/client';
import type { Query } from '@/lib/db/database';
import type { WorkspaceTransaction } from '@/lib/db/workspace';
import { notFound } from '@/lib/errors/app-error';

import type { AttachmentResource, SessionResource } from './schema';

export type SessionRow = Session & { resources: ResourceRow[] };

export const withResources = { resources: { orderBy: { position: 'asc' } } } as const;

export function sessionNotFound(sessionId: string) {
  return notFound(`session not found: ${sessionId.slice(0, 64)}`);
}

export async function getSession(
  tx: WorkspaceTransaction,
  actor: Actor,
  sessionId: string,
): Promise<SessionRow> {
  const session = await tx.session.findUnique({
    where: { workspaceId_id: { workspaceId: actor.workspaceId, id: sessionId } },
    include: withResources,
  });
  if (!session) throw sessionNotFound(sessionId);
  return session;
}

export async function assertSessionExists(query: Query, actor: Actor, sessionId: string): Promise<void> {
  const rows = await query('SELECT 1 FROM session WHERE workspace_id = $1 AND id = $2', [
    actor.workspaceId,
    sessionId,
  ]);
  if (rows.length === 0) throw sessionNotFound(sessionId);
}

export function presentAttachment(row: ResourceRow): AttachmentResource {
  return {
    type: 'memory_store',
    memory_store_id: row.memoryStoreId,
    access: row.access as Access,
    name: row.name,
    description: row.description,
    instructions: row.instructions,
    mount_path: row.mountPath,
  };
}

/** The SDK's full shape. What only a runner of agents knows is empty. */
export function presentSession(session: SessionRow): SessionResource {
  const agent = session.agent as { id: string; version: number };
  return {
    id: session.id,
    type: 'session',
    agent: {
      type: 'agent',
      id: agent.id,
      version: agent.version,
      name: agent.id,
      description: null,
      system: null,
      model: { id: '' },
      execution_identity: { type: 'service_account' },
      mcp_servers: [],
      multiagent: null,
      skills: [],
      tools: [],
    },
    archived_at: formatOptionalInstant(session.archivedAt),
    budget: null,
    created_at: formatInstant(session.createdAt),
    deployment_id: null,
    environment_id: session.environmentId,
    metadata: session.metadata as Record<string, string>,
    outcome_evaluations: [],
    resources: session.resources.map(presentAttachment),
    stats: {},
    status: session.archivedAt === null ? 'idle' : 'terminated',
    title: session.title,
    updated_at: formatInstant(session.updatedAt),
    usage: {},
    vault_ids: session.vaultIds,
  };
}
