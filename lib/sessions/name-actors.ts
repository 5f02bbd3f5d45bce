import 'server-only';

import type { Actor } from '@/lib/auth/actor';
import { readWorkspace } from '@/lib/db/workspace';
import { forbidden } from '@/lib/errors/app-error';

import type { ActorName, NameActorsBody } from './actor-name';
import { canNameActors } from './policy';

/** People are named who are members, and who once did something here. A name that is an address is cut before the sign. */
const select = `
  SELECT u.id, 'user_actor' AS actor_type, CASE WHEN strpos(u.name, '@') > 1 THEN split_part(u.name, '@', 1) ELSE u.name END AS name, NULL AS title
    FROM user_account u WHERE u.id = ANY ($2) AND (
      EXISTS (SELECT 1 FROM membership m WHERE m.workspace_id = $1 AND m.user_id = u.id)
      OR EXISTS (SELECT 1 FROM audit_entry e WHERE e.workspace_id = $1 AND e.actor_id = u.id AND e.actor_type = 'user_actor'))
  UNION ALL
  SELECT k.id, 'api_actor', k.name, NULL FROM api_key k WHERE k.workspace_id = $1 AND k.id = ANY ($2)
  UNION ALL
  SELECT s.id, 'session_actor', s.agent->>'id', s.title FROM session s WHERE s.workspace_id = $1 AND s.id = ANY ($2)`;

/**
 * What the given people, keys and sessions are called, in the order of the ids; without those that this workspace does not know.
 * For people and operator keys; needs `history:read` or `audit:read`.
 */
export async function nameActors(actor: Actor, { ids }: NameActorsBody): Promise<{ data: ActorName[] }> {
  if (!canNameActors(actor))
    throw forbidden('naming actors is for people and operator keys with the scope history:read');
  const rows = await readWorkspace(actor, (query) =>
    query<Omit<ActorName, 'type'>>(select, [actor.workspaceId, ids]),
  );
  const byId = new Map(rows.map((row) => [row.id, { type: 'actor_name' as const, ...row }]));
  return { data: [...new Set(ids)].flatMap((id) => byId.get(id) ?? []) };
}
