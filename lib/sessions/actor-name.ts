import { z } from 'zod';

import { defineOperation } from '@/lib/http/contract';
import { id, noQuery } from '@/lib/http/fields';

const actorName = z.strictObject({
  type: z.literal('actor_name'),
  id: z.string(),
  actor_type: z.enum(['user_actor', 'api_actor', 'session_actor']),
  /** A person's or key's name, a session's agent. */
  name: z.string(),
  /** A session's title. */
  title: z.string().nullable(),
});
export type ActorName = z.infer<typeof actorName>;

const nameActorsBody = z.strictObject({ ids: z.array(id).min(1).max(100) });
export type NameActorsBody = z.output<typeof nameActorsBody>;

export const nameActorsOperation = defineOperation({
  id: 'nameActors',
  method: 'POST',
  path: '/v1/actor_names',
  summary: 'Name people, keys and sessions by their ids; what is unknown is left out',
  params: z.object({}),
  query: noQuery,
  body: nameActorsBody,
  isBodyOptional: false,
  response: z.object({ data: z.array(actorName) }),
  wantsMemoryBeta: false,
});
